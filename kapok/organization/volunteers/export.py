"""A person's own data, whole, in a form other systems can read (PIPL Art 45)."""

from typing import Any

from kapok.core.accounts.models import Consent, User
from kapok.organization.volunteers import extras
from kapok.organization.volunteers.models import Volunteer

Section = list[dict[str, Any]]


def everything(user: User, volunteer: Volunteer | None) -> dict[str, Section]:
    sections = {"account": [_account(user)], "consents": _consents(user)}
    if volunteer is None:
        return sections
    sections["volunteer"] = [_volunteer(volunteer)]
    sections["guardian_consents"] = _guardians(volunteer)
    for key, (_title, read) in extras.export_sections().items():
        sections[key] = [dict(row) for row in read(volunteer)]
    return sections


def _account(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "email": user.email or "",
        "phone": user.phone or "",
        "language": user.language,
        "care_mode": user.care_mode,
        "joined_at": user.date_joined.isoformat(),
    }


def _volunteer(volunteer: Volunteer) -> dict[str, Any]:
    return {
        "volunteer_number": volunteer.volunteer_number,
        "state": volunteer.enrolment.state,
        "name": volunteer.name,
        "sex": volunteer.sex,
        "birth_date": volunteer.birth_date.isoformat(),
        "document_type": volunteer.document_type,
        "document_number": volunteer.document_number,
        "residence": volunteer.residence_id,
        "residence_name": volunteer.residence.full_name,
        "service_fields": ", ".join(row.name for row in volunteer.service_fields.all()),
        "skills": ", ".join(row.name for row in volunteer.skills.all()),
        "enrolled_at": volunteer.enrolled_at.isoformat() if volunteer.enrolled_at else "",
    }


def _consents(user: User) -> Section:
    return [
        {
            "purpose": consent.purpose,
            "version": consent.text_version,
            "given_at": consent.given_at.isoformat(),
            "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else "",
        }
        for consent in Consent.objects.filter(user=user).order_by("given_at")
    ]


def _guardians(volunteer: Volunteer) -> Section:
    return [
        {
            "guardian_name": consent.guardian_name,
            "relation": consent.relation,
            "asked_at": consent.asked_at.isoformat(),
            "given_at": consent.given_at.isoformat() if consent.given_at else "",
        }
        for consent in volunteer.guardian_consents.order_by("asked_at")
    ]
