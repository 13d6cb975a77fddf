from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kapok.activity.attendance import actions, codes, door
from kapok.activity.attendance.models import Attendance, AttendanceEvent, AttendanceState, Direction
from kapok.activity.attendance.refusals import (
    AlreadyElsewhere,
    AlreadyIn,
    CodeForged,
    CodeStale,
    EnoughPairs,
    InTheFuture,
    NotIn,
    NotRunning,
    NotSignedUp,
    OutBeforeIn,
    OutTooLate,
    SyncedTooLate,
    TooEarly,
    TooLate,
)
from kapok.activity.attendance.tests.conftest import scan, sign_up
from kapok.core.journal.models import Line

MINUTE = timedelta(minutes=1)


def test_in_and_out_make_one_stretch(shift):
    scan(shift.session, shift.lin, at=shift.start)
    scan(shift.session, shift.lin, Direction.OUT, at=shift.start + 90 * MINUTE)
    pair = Attendance.objects.get()
    assert (pair.present.lower, pair.present.upper) == (shift.start, shift.start + 90 * MINUTE)
    assert (pair.state, pair.trust, pair.in_mode) == ("closed", "A", "qr_rotating")
    lines = Line.objects.filter(person_id=shift.volunteers["lin"].id).order_by("at")
    assert [line.verb for line in lines] == ["attendance.checked_in", "attendance.checked_out"]
    assert lines[0].organization_id == shift.river_org.id


def test_the_same_nonce_again_gets_the_first_answer(shift):
    nonce = uuid4()
    first = scan(shift.session, shift.lin, at=shift.start, nonce=nonce)
    again = scan(shift.session, shift.lin, at=shift.start + 10 * MINUTE, nonce=nonce)
    assert (first.again, again.again, again.at) == (False, True, shift.start)
    assert (AttendanceEvent.objects.count(), Attendance.objects.count(), Line.objects.count()) == (
        1,
        1,
        1,
    )


def test_an_offline_phone_sends_its_scans_later_and_in_order(shift):
    late = shift.end + 120 * MINUTE
    scan(shift.session, shift.lin, seen_at=shift.start, at=late)
    scan(shift.session, shift.lin, Direction.OUT, seen_at=shift.start + 60 * MINUTE, at=late)
    pair = Attendance.objects.get()
    assert pair.present.upper == shift.start + 60 * MINUTE
    assert AttendanceEvent.objects.filter(received_at=late).count() == 2


def test_an_offline_scan_does_not_wait_for_ever(shift):
    with pytest.raises(SyncedTooLate):
        scan(shift.session, shift.lin, seen_at=shift.start, at=shift.start + timedelta(hours=25))


def test_a_second_check_in_is_told_since_when(shift):
    scan(shift.session, shift.lin, at=shift.start)
    with pytest.raises(AlreadyIn):
        scan(shift.session, shift.lin, at=shift.start + MINUTE)


def test_three_pairs_a_day_and_no_more(shift):
    for turn in range(3):
        scan(shift.session, shift.lin, at=shift.start + turn * 10 * MINUTE)
        scan(shift.session, shift.lin, Direction.OUT, at=shift.start + (turn * 10 + 5) * MINUTE)
    with pytest.raises(EnoughPairs):
        scan(shift.session, shift.lin, at=shift.start + 60 * MINUTE)


@pytest.mark.parametrize(("minutes", "refusal"), [(-31, TooEarly), (180, TooLate)], ids=["too early", "after the end"])
def test_check_in_has_its_hours(shift, minutes, refusal):
    with pytest.raises(refusal):
        scan(shift.session, shift.lin, at=shift.start + minutes * MINUTE)


def test_who_has_no_confirmed_place_is_refused(shift):
    with pytest.raises(NotSignedUp):
        scan(shift.session, shift.hua, at=shift.start)


def test_a_code_of_another_session_is_no_use(shift):
    _, other, _ = shift.activity(starts_in=shift.start - shift.now)
    with pytest.raises(NotSignedUp):
        scan(other, shift.lin, at=shift.start)


def test_a_photo_of_the_code_is_stale_a_minute_later(shift):
    token = codes.make(shift.session, Direction.IN, shift.start)
    late = shift.start + MINUTE
    with pytest.raises(CodeStale):
        actions.scan(token, user=shift.lin, at=late, received_at=late, nonce=uuid4())
    with pytest.raises(CodeForged):
        actions.scan("nonsense", user=shift.lin, at=late, received_at=late, nonce=uuid4())


def test_a_cancelled_activity_takes_nobody_in(shift):
    shift.clean_up.state = "cancelled"
    shift.clean_up.save(update_fields=["state"])
    door.forget()
    with pytest.raises(NotRunning):
        scan(shift.session, shift.lin, at=shift.start)


def test_check_out_needs_a_check_in_before_it(shift):
    with pytest.raises(NotIn):
        scan(shift.session, shift.lin, Direction.OUT, at=shift.start)
    scan(shift.session, shift.lin, at=shift.start)
    with pytest.raises(OutBeforeIn):
        scan(shift.session, shift.lin, Direction.OUT, at=shift.start)


def test_check_out_has_half_an_hour_of_grace(shift):
    scan(shift.session, shift.lin, at=shift.start)
    with pytest.raises(OutTooLate):
        scan(shift.session, shift.lin, Direction.OUT, at=shift.end + 31 * MINUTE)
    scan(shift.session, shift.lin, Direction.OUT, at=shift.end + 30 * MINUTE)
    assert Attendance.objects.get().state == AttendanceState.CLOSED


def test_one_person_is_in_one_place_at_a_time(shift):
    _, session, position = shift.activity(starts_in=shift.end - shift.now)
    sign_up(shift.volunteers["lin"], position, at=shift.now)
    scan(shift.session, shift.lin, at=shift.start)
    with pytest.raises(AlreadyElsewhere):
        scan(session, shift.lin, at=shift.end - 20 * MINUTE)
    scan(shift.session, shift.lin, Direction.OUT, at=shift.end - 15 * MINUTE)
    scan(session, shift.lin, at=shift.end - 10 * MINUTE)


def test_a_forgotten_check_out_does_not_keep_anybody_from_the_next_place(shift):
    _, session, position = shift.activity(starts_in=shift.end - shift.now)
    sign_up(shift.volunteers["lin"], position, at=shift.now)
    scan(shift.session, shift.lin, at=shift.start)
    scan(session, shift.lin, at=shift.end + 5 * MINUTE)
    assert Attendance.objects.filter(state="opened").count() == 2


def test_a_session_of_several_days_asks_for_a_pair_every_day(shift):
    _, session, position = shift.activity(starts_in=shift.start - shift.now, lasts=timedelta(days=3))
    sign_up(shift.volunteers["hua"], position, at=shift.now)
    scan(session, shift.hua, at=session.starts_at)
    next_day = session.starts_at + timedelta(days=1)
    with pytest.raises(OutTooLate):
        scan(session, shift.hua, Direction.OUT, at=next_day)
    actions.mark_dangling(at=next_day)
    scan(session, shift.hua, at=next_day)
    states = Attendance.objects.order_by("present").values_list("state", flat=True)
    assert list(states) == ["dangling", "opened"]


def test_the_database_itself_refuses_two_places(shift):
    scan(shift.session, shift.lin, at=shift.start)
    first = Attendance.objects.get()
    with (
        pytest.raises(IntegrityError, match="attendance_one_place_at_a_time"),
        transaction.atomic(),
    ):
        Attendance.objects.create(
            volunteer_id=first.volunteer_id, activity_id=first.activity_id, session=shift.session,
            signup_id=first.signup_id, present=first.present, in_mode="qr_rotating",
        )  # fmt: skip


def test_a_time_in_the_future_is_refused(shift):
    place = actions.queries.place_of(shift.session.id, user_id=shift.lin.pk)
    with pytest.raises(InTheFuture):
        actions.record_event(
            place, direction=Direction.IN, mode="leader_roster", at=shift.start + 5 * MINUTE,
            received_at=shift.start, nonce=uuid4(), by=shift.chen,
        )  # fmt: skip
