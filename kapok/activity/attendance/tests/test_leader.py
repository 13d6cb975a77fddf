from datetime import timedelta
from uuid import uuid4

import pytest

from kapok.activity.attendance import actions, queries
from kapok.activity.attendance.models import Attendance, CheckInMode, Direction
from kapok.activity.attendance.refusals import (
    NothingToClose,
    NotOnTheRoster,
    NotYourOwn,
    ReasonMissing,
    TimeOutsideSession,
)
from kapok.activity.attendance.tests.conftest import scan, sign_up
from kapok.core.journal.models import Line

MINUTE = timedelta(minutes=1)


def tick(town, key, direction=Direction.IN, *, happened_at, by=None, mode=CheckInMode.LEADER_ROSTER):
    return actions.enter(
        town.session, town.volunteers[key], direction=direction, mode=mode,
        happened_at=happened_at, nonce=uuid4(), by=by or town.chen, at=town.end,
    )  # fmt: skip


def close(town, *, left_at, reason="手机没电", by=None):
    lin = town.volunteers["lin"].id
    late = town.end + timedelta(hours=1)
    actions.close(town.session, lin, left_at=left_at, reason=reason, by=by or town.chen, at=late)


def test_a_tick_on_the_roster_is_a_persons_word(shift):
    tick(shift, "lin", happened_at=shift.start)
    tick(shift, "lin", Direction.OUT, happened_at=shift.start + 60 * MINUTE)
    pair = Attendance.objects.get()
    assert (pair.trust, pair.present.upper) == ("C", shift.start + 60 * MINUTE)


def test_the_weaker_end_decides_how_far_a_stretch_is_trusted(shift):
    scan(shift.session, shift.lin, at=shift.start)
    tick(shift, "lin", Direction.OUT, happened_at=shift.start + 60 * MINUTE)
    assert Attendance.objects.get().trust == "C"


def test_nobody_ticks_themself(shift):
    sign_up(shift.volunteers["chen"], shift.position, at=shift.now)
    with pytest.raises(NotYourOwn):
        tick(shift, "chen", happened_at=shift.start)


def test_only_people_with_a_place_can_be_ticked(shift):
    with pytest.raises(NotOnTheRoster):
        tick(shift, "hua", happened_at=shift.start)


def test_a_forgotten_check_out_waits_for_the_leader(shift):
    scan(shift.session, shift.lin, at=shift.start)
    assert actions.mark_dangling(at=shift.end + 30 * MINUTE) == 0
    assert actions.mark_dangling(at=shift.end + 31 * MINUTE) == 1
    assert actions.mark_dangling(at=shift.end + 32 * MINUTE) == 0
    close(shift, left_at=shift.start + 90 * MINUTE)
    pair = Attendance.objects.get()
    assert (pair.state, pair.trust, pair.closed_by_id) == ("closed", "C", shift.chen.pk)
    verbs = set(Line.objects.values_list("verb", flat=True))
    assert {"attendance.left_open", "attendance.closed_by_leader"} <= verbs


def test_closing_needs_a_reason_a_sane_time_and_somebody_else(shift):
    scan(shift.session, shift.lin, at=shift.start)
    with pytest.raises(ReasonMissing):
        close(shift, left_at=shift.end, reason="  ")
    with pytest.raises(NotYourOwn):
        close(shift, left_at=shift.end, by=shift.lin)
    for wrong in (shift.start, shift.end + 31 * MINUTE):
        with pytest.raises(TimeOutsideSession):
            close(shift, left_at=wrong)


def test_closing_twice_changes_nothing(shift):
    scan(shift.session, shift.lin, at=shift.start)
    close(shift, left_at=shift.end)
    with pytest.raises(NothingToClose):
        close(shift, left_at=shift.end - MINUTE)
    assert Attendance.objects.get().present.upper == shift.end


def test_the_roster_and_its_counts(shift, django_assert_num_queries):
    scan(shift.session, shift.lin, at=shift.start)
    with django_assert_num_queries(2):
        lines = queries.roster(shift.session, queries.signups(shift.session))
    assert {line.volunteer.name: line.state for line in lines} == {
        "林小雨": "opened",
        "乔一鸣": "absent",
    }
    counts = queries.present_now(shift.session.id)
    assert counts == {"inside": 1, "seen": 1, "left": 0, "expected": 2}
