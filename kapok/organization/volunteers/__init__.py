"""Volunteers: who they are, how they enrolled, the number and card they carry.

Words: Volunteer, VolunteerEnrolment (where they stand), GuardianConsent, Skill, ServiceField,
Purpose (what a Consent is for), RecoveryRequest (an enrolment under an account its owner cannot
enter). Comes in: the enrolment form, the guardian's one-time link, withdrawn consents. Goes
out: the volunteer number, eligibility facts (age, skills, state), the personal QR
(`queries.verify_card`), journal lines volunteer.*, guardian.*, consent.*, recovery.*. One
document enrols once; its number is sealed and found by blind index only.
"""
