"""Signing up, and giving a place back. Exact under any interleaving (see `desk` and `deciding`)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kapok.activity.activities import locks
from kapok.activity.activities.actions import waiting
from kapok.activity.activities.actions.counting import count
from kapok.activity.activities.actions.deciding import decide
from kapok.activity.activities.actions.desk import Desk, Wish
from kapok.activity.activities.models import OPEN, Activity, Position, SignUp, SignUpState
from kapok.core import journal
from kapok.core.common.refusals import Refusal
from kapok.organization.volunteers.models import Volunteer

desk = Desk(decide)


class SessionBegun(Refusal):
    message = _("The session has begun. Talk to the leader on the spot.")


class ReasonMissing(Refusal):
    message = _("Say why, so that the volunteer understands.")
    field = "reason"


def sign_up(position: Position, *, volunteer: Volunteer, by: Any, at: datetime) -> SignUp:
    """A place, or a place in line. Asking again finds the same sign-up. Raises NotEligible."""
    wish = Wish(position.activity_id, position.pk, volunteer.pk, getattr(by, "pk", None), at)
    return desk.ask(wish)


@transaction.atomic
def cancel(signup: SignUp, *, by: Any, at: datetime) -> SignUp:
    """The volunteer's own word. Free until `cancel_until`; later it counts as late. Twice is
    once.
    """
    signup = _held(signup)
    if signup.state not in OPEN:
        return signup
    if at >= signup.served.lower:
        raise SessionBegun
    confirmed = signup.state == SignUpState.CONFIRMED
    late = confirmed and at > signup.activity.cancel_until
    state = SignUpState.LATE_CANCEL if late else SignUpState.CANCELLED
    _end(signup, state, by=by, at=at, verb="signup.cancelled", payload={"late": late})
    return signup


@transaction.atomic
def remove(signup: SignUp, *, reason: str, by: Any, at: datetime) -> SignUp:
    """The leader takes somebody off the list, and says why."""
    if not reason.strip():
        raise ReasonMissing
    signup = _held(signup)
    if signup.state not in OPEN:
        return signup
    signup.reason = reason.strip()[:60]
    _end(signup, SignUpState.REMOVED, by=by, at=at, verb="signup.removed", payload={})
    return signup


@transaction.atomic
def admit(activity_id: UUID, at: datetime, *, by: Any = None) -> list[SignUp]:
    """Give every free place of the activity to whoever waits for it."""
    locks.hold([activity_id])
    positions = Position.objects.filter(activity_id=activity_id).order_by("pk").values_list("pk", flat=True)
    return [signup for key in positions for signup in waiting.fill(key, at=at, by=by)]


@transaction.atomic
def release(activity_id: UUID, *, by: Any, at: datetime) -> int:
    """Everybody is free again because the activity was cancelled: nobody's fault, no penalty."""
    locks.hold([activity_id])
    rows = list(SignUp.objects.filter(activity_id=activity_id, state__in=OPEN).select_related("activity"))
    count([row.position_id for row in rows if row.state == SignUpState.CONFIRMED], each=-1)
    SignUp.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=SignUpState.RELEASED, decided_at=at, ended_at=at
    )
    journal.write_many(_entry(row, "signup.released", by=by, at=at, payload={}) for row in rows)
    return len(rows)


@transaction.atomic
def exported(activity: Activity, *, number: int, by: Any, at: datetime) -> None:
    """That a list of people left the platform."""
    journal.write(
        "signup.exported",
        about=activity,
        by=by,
        at=at,
        organization=activity.organization_id,
        payload={"number": number},
    )


def _held(signup: SignUp) -> SignUp:
    """The sign-up as it is now that nobody else may decide about it."""
    locks.hold([signup.activity_id])
    return SignUp.objects.select_related("activity").get(pk=signup.pk)


def _end(signup: SignUp, state: SignUpState, *, by: Any, at: datetime, verb: str, payload: dict) -> None:
    """Free the place, if it was one, and hand it to the first in line in the same transaction."""
    confirmed = signup.state == SignUpState.CONFIRMED
    signup.state, signup.ended_at = state, at
    signup.decided_at = signup.decided_at or at
    signup.save(update_fields=["state", "ended_at", "decided_at", "reason"])
    journal.write_many([_entry(signup, verb, by=by, at=at, payload=payload)])
    if confirmed:
        count([signup.position_id], each=-1)
        waiting.fill(signup.position_id, at=at)


def _entry(signup: SignUp, verb: str, *, by: Any, at: datetime, payload: dict) -> journal.Entry:
    return journal.Entry(
        verb=verb,
        about=("signup", signup.pk),
        by=by,
        at=at,
        person=signup.volunteer_id,
        organization=signup.activity.organization_id,
        payload={
            "activity_id": str(signup.activity_id),
            "position_id": str(signup.position_id),
            **payload,
        },
    )
