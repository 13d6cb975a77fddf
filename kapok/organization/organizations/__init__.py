"""Volunteer service organisations, their teams, and who belongs to them.

Words: Organization, Team, Membership. Comes in: registrations, members. Goes out: the organisation
every project, record and certificate names; the grants of its staff.
"""
