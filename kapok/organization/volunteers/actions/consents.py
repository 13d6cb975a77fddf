from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kapok.core import journal
from kapok.core.accounts.models import Consent, User
from kapok.organization.volunteers.actions.profile import come_back, withdraw
from kapok.organization.volunteers.consents import PURPOSES, Purpose
from kapok.organization.volunteers.models import Volunteer


@transaction.atomic
def give_consent(user: User, purpose: Purpose, *, by: User, at: datetime) -> Consent:
    """Agree to the current version of a purpose's text. Twice is once.

    Whoever had withdrawn what volunteering needs comes back once all of it is given again.
    """
    (consent,) = record_consents(user, [purpose.key], at=at)
    volunteer = Volunteer.objects.select_related("enrolment").filter(user=user).first()
    if volunteer and purpose.required and _has_all_required(user):
        come_back(volunteer, by=by, at=at)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User, at: datetime) -> Consent:
    """Take a consent back, as easily as it was given (PIPL Art 15). What volunteering rests on
    ends with it; what was recorded until now stays, because the law asks for it.
    """
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at:
        return consent
    consent.withdrawn_at = at
    consent.save(update_fields=["withdrawn_at"])
    journal.write(
        "consent.withdrawn", by=by, about=consent, at=at,
        payload={"purpose": consent.purpose, "version": consent.text_version},
    )  # fmt: skip
    purpose = PURPOSES.get(consent.purpose)
    volunteer = Volunteer.objects.select_related("enrolment").filter(user=consent.user_id).first()
    if volunteer and purpose and purpose.required:
        withdraw(volunteer, by=by, at=at)
    return consent


def record_consents(user: User, keys: Iterable[str], *, at: datetime) -> list[Consent]:
    """Inside the caller's transaction; one journal line for each consent that is new."""
    given = []
    for purpose in [PURPOSES[key] for key in dict.fromkeys(keys)]:
        consent, created = Consent.objects.get_or_create(
            user=user,
            purpose=purpose.key,
            text_version=purpose.version,
            withdrawn_at=None,
            defaults={"given_at": at},
        )
        given.append(consent)
        if created:
            journal.write(
                "consent.given", by=user, about=consent, at=at,
                payload={"purpose": purpose.key, "version": purpose.version},
            )  # fmt: skip
    return given


def _has_all_required(user: User) -> bool:
    given = Consent.objects.filter(user=user, withdrawn_at=None).values_list("purpose", flat=True)
    return {key for key, purpose in PURPOSES.items() if purpose.required} <= set(given)
