from uuid import UUID

from kapok.core.access import PLATFORM, Permission, scopes_where
from kapok.core.accounts.models import User
from kapok.core.common.crypto import token_hash
from kapok.core.regions.codes import prefix
from kapok.organization.volunteers import card
from kapok.organization.volunteers.documents import index_of
from kapok.organization.volunteers.models import (
    EnrolmentState,
    GuardianConsent,
    Volunteer,
    VolunteerQuerySet,
)


def of(user: User) -> Volunteer | None:
    """The volunteer this person is, with the enrolment already read."""
    if not user.is_authenticated:
        return None
    return Volunteer.objects.select_related("enrolment").filter(user_id=user.pk).first()


def is_active(volunteer: Volunteer | None) -> bool:
    return volunteer is not None and volunteer.enrolment.state == EnrolmentState.ACTIVE


def skills_of(volunteer_id: UUID) -> set[str]:
    links = Volunteer.skills.through.objects.filter(volunteer_id=volunteer_id)
    return set(links.values_list("skill_id", flat=True))


def verify_card(text: str) -> Volunteer | None:
    """Whose card a scanned text is; None for anything forged, renewed, foreign or not a card."""
    number = card.number_in(text)
    if number is None or "\0" in number:
        return None
    found = Volunteer.objects.select_related("enrolment").filter(volunteer_number=number).first()
    if found is None:
        return None
    genuine = card.is_genuine(text, volunteer_number=number, secret=bytes(found.card_secret))
    return found if genuine else None


def with_document(document_type: str, number: str) -> Volunteer | None:
    index = index_of(document_type, number)
    rows = Volunteer.objects.select_related("user", "enrolment")
    return rows.filter(document_type=document_type, document_index=index).first()


def guardian_request(token: str) -> GuardianConsent | None:
    rows = GuardianConsent.objects.select_related("volunteer__enrolment", "volunteer__user")
    return rows.filter(token_hash=token_hash(token)).first()


def seen_by(user: User) -> VolunteerQuerySet:
    """The volunteers whose list this person may read: those who live in their regions."""
    scopes = scopes_where(user, Permission.VOLUNTEER_READ)
    if PLATFORM in scopes:
        return Volunteer.objects.all()
    inside = [prefix(scope.key) for scope in scopes if scope.kind == "region"]
    return Volunteer.objects.living_in(inside)
