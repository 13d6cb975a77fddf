"""Volunteers: who they are, how they enrolled, the number and card they carry.

Words: Volunteer, VolunteerEnrolment, GuardianConsent, Skill, ServiceField. Comes in: the enrolment
form. Goes out: the volunteer number, eligibility facts (age, skills, state), the personal QR.
"""
