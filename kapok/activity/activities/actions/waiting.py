"""The waiting list: who came first is served first, if they may still come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kapok.activity.activities.actions.counting import count
from kapok.activity.activities.eligibility import (
    CLASH,
    Person,
    Place,
    Reason,
    people,
    personal_reasons,
    places,
)
from kapok.activity.activities.models import SignUp, SignUpState
from kapok.core import journal


def fill(position_id: UUID, *, at: datetime, by: Any = None) -> list[SignUp]:
    """Give the free places of a position to its waiting list. The caller holds the activity's lock.

    Whoever may no longer come is declined with the reason, and the next one is asked.
    """
    place = places([position_id])[position_id]
    promoted: list[SignUp] = []
    while place.free > 0 and at < place.starts_at:
        first = list(_in_line(position_id)[: place.free])
        if not first:
            break
        everybody = people([(place, signup.volunteer_id) for signup in first], at)
        for signup, person in zip(first, everybody, strict=True):
            if _promote(signup, place, person, at, by):
                place.taken_now += 1
                promoted.append(signup)
    count([position_id] * len(promoted))
    return promoted


def _in_line(position_id: UUID) -> Any:
    waiting = SignUp.objects.filter(position_id=position_id, state=SignUpState.WAITLISTED)
    return waiting.order_by("queued")


def _promote(signup: SignUp, place: Place, person: Person | None, at: datetime, by: Any) -> bool:
    reasons = personal_reasons(place, person, at)
    if not reasons:
        try:
            with transaction.atomic():
                _decide(signup, SignUpState.CONFIRMED, at)
        except IntegrityError:  # a place given elsewhere this very moment
            reasons = [CLASH]
    if reasons:
        _decide(signup, SignUpState.DECLINED, at, reasons)
    _tell(signup, place, at, by)
    return signup.state == SignUpState.CONFIRMED


def _decide(signup: SignUp, state: SignUpState, at: datetime, reasons: Sequence[Reason] = ()) -> None:
    signup.state, signup.decided_at = state, at
    signup.reason = reasons[0].code if reasons else ""
    signup.ended_at = at if reasons else None
    signup.save(update_fields=["state", "decided_at", "reason", "ended_at"])


def _tell(signup: SignUp, place: Place, at: datetime, by: Any) -> None:
    confirmed = signup.state == SignUpState.CONFIRMED
    reason = {} if confirmed else {"reason": signup.reason}
    journal.write(
        "signup.promoted" if confirmed else "signup.declined",
        about=signup,
        by=by,
        at=at,
        person=signup.volunteer_id,
        organization=place.organization_id,
        payload={
            "activity_id": str(signup.activity_id),
            "position_id": str(signup.position_id),
            **reason,
        },
    )
