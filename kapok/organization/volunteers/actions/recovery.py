from datetime import datetime

from django.db import IntegrityError, transaction

from kapok.core import journal
from kapok.core.accounts.models import User
from kapok.core.accounts.sessions import end_all_sessions
from kapok.organization.volunteers.models import RecoveryRequest, Volunteer
from kapok.organization.volunteers.refusals import (
    AlreadyAsked,
    AlreadyDecided,
    AlreadyVolunteer,
    OwnRequest,
)


@transaction.atomic
def ask_for_recovery(volunteer: Volunteer, *, statement: str, by: User, at: datetime) -> RecoveryRequest:
    """Ask a person to look: "this enrolment is mine, and I cannot enter its account"."""
    try:
        with transaction.atomic():
            request = RecoveryRequest.objects.create(user=by, volunteer=volunteer, statement=statement, asked_at=at)
    except IntegrityError:
        raise AlreadyAsked from None
    journal.write("recovery.asked", by=by, about=request, at=at)
    return request


@transaction.atomic
def decide_recovery(request: RecoveryRequest, *, accept: bool, by: User, at: datetime) -> RecoveryRequest:
    """Accepting hands the enrolment, with its number and records, to the account of whoever
    asked.

    The earlier account stays without it and is signed out everywhere. Raises AlreadyDecided,
    OwnRequest, AlreadyVolunteer.
    """
    rows = RecoveryRequest.objects.select_related("volunteer", "user")
    request = rows.select_for_update(of=("self",)).get(pk=request.pk)
    if request.decided_at:
        raise AlreadyDecided
    if by.pk in (request.user_id, request.volunteer.user_id):
        raise OwnRequest
    request.decided_at, request.decided_by, request.accepted = at, by, accept
    request.save(update_fields=["decided_at", "decided_by", "accepted"])
    if accept:
        _hand_over(request.volunteer, request.user)
    journal.write(
        "recovery.decided", by=by, about=request, person=request.volunteer_id, at=at,
        payload={"accepted": accept},
    )  # fmt: skip
    return request


def _hand_over(volunteer: Volunteer, user: User) -> None:
    if Volunteer.objects.filter(user=user).exists():
        raise AlreadyVolunteer
    if volunteer.user_id:
        end_all_sessions(volunteer.user_id)
    volunteer.user = user
    volunteer.save(update_fields=["user"])
