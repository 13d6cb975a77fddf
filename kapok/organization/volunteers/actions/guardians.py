import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from kapok.core import journal
from kapok.core.accounts import messages
from kapok.core.accounts.models import User
from kapok.core.common.crypto import token_hash
from kapok.organization.volunteers.actions.profile import activate, withdraw
from kapok.organization.volunteers.consents import GUARDIAN_TEXT_VERSION
from kapok.organization.volunteers.models import (
    EnrolmentState,
    GuardianConsent,
    Volunteer,
    VolunteerEnrolment,
)
from kapok.organization.volunteers.refusals import (
    GuardianIsOneself,
    LinkClosed,
    NothingToAsk,
)

LINK_DAYS = 14


@dataclass(frozen=True)
class Guardian:
    """How to reach a parent or guardian: a phone number in E.164 form, or an e-mail address."""

    name: str
    contact: str
    relation: str


@transaction.atomic
def ask_guardian(volunteer: Volunteer, guardian: Guardian, *, by: User, at: datetime) -> GuardianConsent:
    """Send a (new) link; an older one stops working."""
    enrolment = VolunteerEnrolment.objects.select_for_update().get(volunteer=volunteer)
    if enrolment.state != EnrolmentState.PENDING_GUARDIAN:
        raise NothingToAsk
    waiting = volunteer.guardian_consents.filter(given_at=None, refused_at=None, expires_at__gt=at)
    waiting.update(expires_at=at)
    return open_request(volunteer, guardian, by=by, at=at)


def open_request(volunteer: Volunteer, guardian: Guardian, *, by: User, at: datetime) -> GuardianConsent:
    user = volunteer.user
    if user and guardian.contact in (user.email, user.phone):
        raise GuardianIsOneself
    token = secrets.token_urlsafe(32)
    consent = GuardianConsent.objects.create(
        volunteer=volunteer,
        guardian_name=guardian.name,
        guardian_contact=guardian.contact,
        relation=guardian.relation,
        token_hash=token_hash(token),
        asked_at=at,
        expires_at=at + timedelta(days=LINK_DAYS),
        text_version=GUARDIAN_TEXT_VERSION,
    )
    journal.write("guardian.asked", by=by, about=consent, person=volunteer.id, at=at)
    transaction.on_commit(partial(_send_link, volunteer, guardian.contact, token))
    return consent


@transaction.atomic
def guardian_consents(consent: GuardianConsent, *, name: str, relation: str, at: datetime) -> GuardianConsent:
    """The guardian agrees by their own hand; the minor becomes active. Raises LinkClosed."""
    consent = _open(consent, at)
    consent.guardian_name, consent.relation, consent.given_at = name, relation, at
    consent.save(update_fields=["guardian_name", "relation", "given_at"])
    _write("guardian.consented", consent, at)
    enrolment = VolunteerEnrolment.objects.select_for_update().get(volunteer=consent.volunteer_id)
    if enrolment.state == EnrolmentState.PENDING_GUARDIAN:
        activate(enrolment, by=None, at=at)
    return consent


@transaction.atomic
def guardian_refuses(consent: GuardianConsent, *, at: datetime) -> GuardianConsent:
    """The enrolment goes on waiting: another guardian may be asked. Raises LinkClosed."""
    consent = _open(consent, at)
    consent.refused_at = at
    consent.save(update_fields=["refused_at"])
    _write("guardian.refused", consent, at)
    return consent


@transaction.atomic
def guardian_withdraws(consent: GuardianConsent, *, at: datetime) -> GuardianConsent:
    """A consent given earlier is taken back by the same link; the minor's service ends with it."""
    consent = GuardianConsent.objects.select_for_update().get(pk=consent.pk)
    if consent.given_at is None or consent.withdrawn_at is not None:
        raise LinkClosed
    consent.withdrawn_at = at
    consent.save(update_fields=["withdrawn_at"])
    _write("guardian.withdrew", consent, at)
    withdraw(consent.volunteer, by=None, at=at)
    return consent


def _open(consent: GuardianConsent, at: datetime) -> GuardianConsent:
    consent = GuardianConsent.objects.select_for_update().get(pk=consent.pk)
    if not consent.is_open or consent.expires_at <= at:
        raise LinkClosed
    return consent


def _write(verb: str, consent: GuardianConsent, at: datetime) -> None:
    journal.write(
        verb, by=None, about=consent, person=consent.volunteer_id, at=at,
        payload={"version": consent.text_version},
    )  # fmt: skip


def _send_link(volunteer: Volunteer, contact: str, token: str) -> None:
    language = volunteer.user.language if volunteer.user else settings.LANGUAGE_CODE
    address = settings.SITE_URL + reverse("volunteers:guardian", args=[token])
    context = {"name": volunteer.name, "address": address, "days": LINK_DAYS}
    messages.send(contact, "volunteers/messages/guardian", context, language=language)
