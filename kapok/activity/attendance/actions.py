"""Every write of presence. A scan that arrives again changes nothing and gets its first answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kapok.activity.activities.models import ActivitySession
from kapok.activity.attendance import codes, queries, recording
from kapok.activity.attendance.limits import (
    CLOCK_DRIFT,
    LATEST_SYNC,
    OPENS_BEFORE,
    OUT_GRACE,
    limits,
)
from kapok.activity.attendance.models import Attendance, AttendanceState, CheckInMode, Direction
from kapok.activity.attendance.queries import Place
from kapok.activity.attendance.recording import Scan
from kapok.activity.attendance.refusals import (
    AlreadyCounted,
    AlreadyIn,
    EnoughPairs,
    InTheFuture,
    NothingToClose,
    NotIn,
    NotOnTheRoster,
    NotRunning,
    NotSignedUp,
    NotYourOwn,
    OutBeforeIn,
    OutTooLate,
    ReasonMissing,
    SyncedTooLate,
    TimeOutsideSession,
    TooEarly,
    TooLate,
)
from kapok.core import journal
from kapok.organization.volunteers.models import Volunteer


@dataclass(frozen=True)
class Recorded:
    """What became of an event. `again`: it had arrived before, and this time nothing changed."""

    direction: Direction
    at: datetime
    again: bool = False


def scan(token: str, *, user: Any, at: datetime, received_at: datetime, nonce: UUID) -> Recorded:
    """A volunteer scans the rotating code. `at` is when their device saw it; an offline device sends it later."""
    claim = codes.read(token)
    place = queries.place_of(claim.session_id, user_id=user.pk)
    if place is None:
        raise NotSignedUp
    if received_at - at > LATEST_SYNC:
        raise SyncedTooLate
    codes.prove(claim, place.code_secret, at)
    return record_event(
        place, direction=claim.direction, mode=CheckInMode.QR_ROTATING, at=at,
        received_at=received_at, nonce=nonce, by=user,
    )  # fmt: skip


def may_scan(place: Place | None, direction: Direction, at: datetime) -> None:
    """Refuse what is refused whatever was scanned before: no place, or not the hour for it."""
    if place is None:
        raise NotSignedUp
    _check_time(place, direction, at, at)


def enter(
    session: ActivitySession,
    volunteer: Volunteer,
    *,
    direction: Direction,
    mode: CheckInMode,
    happened_at: datetime,
    nonce: UUID,
    by: Any,
    at: datetime,
    reason: str = "",
) -> Recorded:
    """A leader records somebody else: by their card, or by a tick on the roster at a stated time."""
    place = queries.place_of(session.id, volunteer_id=volunteer.id)
    if place is None:
        raise NotOnTheRoster
    if by.pk == place.user_id:
        raise NotYourOwn
    return record_event(
        place,
        direction=direction,
        mode=mode,
        at=happened_at,
        received_at=at,
        nonce=nonce,
        by=by,
        reason=reason,
    )


def record_event(
    place: Place,
    *,
    direction: Direction,
    mode: CheckInMode,
    at: datetime,
    received_at: datetime,
    nonce: UUID,
    by: Any,
    reason: str = "",
) -> Recorded:
    """Write one scan or tick, and open or close the stretch it belongs to.

    Idempotent on (volunteer, nonce). Refuses what the rules of BR-41, 42 and 48 refuse.
    """
    _check_time(place, direction, at, received_at)
    event = Scan(place, direction, mode, at, received_at, nonce, getattr(by, "pk", by), reason)
    return _come_in(event) if direction == Direction.IN else _go_out(event)


def _check_time(place: Place, direction: Direction, at: datetime, received_at: datetime) -> None:
    if not place.is_running:
        raise NotRunning
    if at - received_at > CLOCK_DRIFT:
        raise InTheFuture
    opens = place.starts_at - OPENS_BEFORE
    if at < opens:
        raise TooEarly(opens=_clock(opens))
    if direction == Direction.IN and at >= place.ends_at:
        raise TooLate


def _come_in(event: Scan) -> Recorded:
    rules = limits(region=event.place.region, at=event.at)
    parameters = {**event.parameters(list(rules.pins)), "pairs": rules.pairs_a_day}
    written, seen, open_since, today = recording.run(recording.CHECK_IN, parameters)
    if seen:
        return _first_answer(event)
    if open_since:
        raise AlreadyIn(since=_clock(open_since))
    if today >= rules.pairs_a_day:
        raise EnoughPairs(limit=rules.pairs_a_day)
    return _answer(event, written)


def _go_out(event: Scan) -> Recorded:
    written, seen, since, due = recording.run(recording.CHECK_OUT, event.parameters([]))
    if seen:
        return _first_answer(event)
    if since is None:
        raise NotIn
    if event.at <= since:
        raise OutBeforeIn(since=_clock(since))
    if event.at > due + OUT_GRACE:
        raise OutTooLate
    return _answer(event, written)


def _answer(event: Scan, written: int) -> Recorded:
    if written:
        return Recorded(event.direction, event.at)
    if queries.is_counted(event.place):
        raise AlreadyCounted
    return _first_answer(event)  # the same event came twice at one moment


def _first_answer(event: Scan) -> Recorded:
    first = queries.event_of(event.place.volunteer_id, event.nonce)
    return Recorded(Direction(first.direction), first.at, again=True)


@transaction.atomic
def close(
    session: ActivitySession,
    volunteer_id: UUID,
    *,
    left_at: datetime,
    reason: str,
    by: Any,
    at: datetime,
) -> None:
    """A leader says when somebody left who did not check out. It stands with their name and the reason."""
    if not reason.strip():
        raise ReasonMissing
    pair = _lock_open(session, volunteer_id)
    if by.pk == _user_of(volunteer_id):
        raise NotYourOwn
    _check_left(session, pair.present.lower, left_at, at)
    _write_end(pair, left_at=left_at, reason=reason.strip(), by=by)
    journal.write(
        "attendance.closed_by_leader",
        by=by,
        about=session,
        at=at,
        person=volunteer_id,
        organization=session.activity.organization_id,
        payload={
            "activity": str(session.activity_id),
            "at": left_at.isoformat(),
            "reason": reason.strip(),
        },
    )


def _lock_open(session: ActivitySession, volunteer_id: UUID) -> Attendance:
    waiting = [AttendanceState.OPENED, AttendanceState.DANGLING]
    rows = Attendance.objects.select_for_update().filter(volunteer_id=volunteer_id, session=session, state__in=waiting)
    pair = rows.order_by("present").first()
    if pair is None:
        raise NothingToClose
    return pair


def _user_of(volunteer_id: UUID) -> UUID | None:
    return Volunteer.objects.values_list("user_id", flat=True).get(pk=volunteer_id)


def _check_left(session: ActivitySession, came: datetime, left_at: datetime, at: datetime) -> None:
    latest = min(session.ends_at + OUT_GRACE, at)
    if not came < left_at <= latest:
        raise TimeOutsideSession(earliest=_clock(came), latest=_clock(latest))


def _write_end(pair: Attendance, *, left_at: datetime, reason: str, by: Any) -> None:
    with recording.one_place_at_a_time():
        Attendance.objects.filter(volunteer_id=pair.volunteer_id, id=pair.id).update(
            present=(pair.present.lower, left_at),
            out_mode=CheckInMode.LEADER_ROSTER,
            state=AttendanceState.CLOSED,
            closed_by_id=by.pk,
            closed_reason=reason,
        )


@transaction.atomic
def mark_dangling(*, at: datetime) -> int:
    """Stretches nobody ended within the grace wait for a leader's word; how many there were."""
    late = list(queries.overdue_outs(at).select_for_update(skip_locked=True).select_related("session__activity"))
    for pair in late:
        Attendance.objects.filter(volunteer_id=pair.volunteer_id, id=pair.id).update(state=AttendanceState.DANGLING)
    journal.write_many(_dangled(pair, at) for pair in late)
    return len(late)


def _dangled(pair: Attendance, at: datetime) -> journal.Entry:
    return journal.Entry(
        verb="attendance.left_open",
        by=None,
        about=pair.session,
        at=at,
        person=pair.volunteer_id,
        organization=pair.session.activity.organization_id,
        payload={"activity": str(pair.activity_id)},
    )


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
