from datetime import date, timedelta

import pytest

from kapok.activity.activities.models import ActivityState
from kapok.activity.attendance import actions as attendance
from kapok.activity.attendance.models import Attendance, CheckInMode
from kapok.activity.attendance.refusals import AlreadyCounted
from kapok.activity.records import actions, queries
from kapok.activity.records.models import ServiceRecord
from kapok.activity.records.refusals import NotOverYet
from kapok.activity.records.tasks import settle_what_is_over
from kapok.activity.records.tests.conftest import MINUTE, record_of, serve, settle, sign_up, when
from kapok.core.journal.models import Line
from kapok.organization.organizations.models import Membership


def test_clean_hours_count_at_once(town):
    serve(town, "qiao", 120)
    assert settle(town) == actions.Settled(effective=1)
    record = record_of(town, "qiao")
    assert (record.state, record.service_minutes, record.trust_class) == ("effective", 120, "A")
    assert record.evidence == "qr_rotating/qr_rotating"
    assert queries.totals_of(record.volunteer_id).lifetime_minutes == 120
    line = Line.objects.get(verb="record.effective")
    assert (line.about_id, line.person_id, line.payload["minutes"]) == (
        record.uid,
        record.volunteer_id,
        120,
    )
    assert set(line.policies) == set(record.policies) and "BR-45@default" in line.policies


def test_the_particulars_of_article_7_are_kept(town):
    serve(town, "qiao")
    settle(town)
    record = record_of(town, "qiao")
    assert (record.activity_name, record.organization_name) == ("珠江边捡拾垃圾", "珠江志愿服务队")
    assert (record.place, record.person_in_charge, record.service_day) == (
        "临江大道1号", "陈大文", town.start.date(),
    )  # fmt: skip


def test_coming_early_and_leaving_late_is_no_service(town):
    serve(town, "qiao", 225, begin=-25)
    settle(town)
    assert record_of(town, "qiao").service_minutes == 180


def test_two_stretches_of_one_session_are_one_record(town):
    serve(town, "qiao", 60)
    serve(town, "qiao", 30, begin=90)
    settle(town)
    assert record_of(town, "qiao").service_minutes == 90


def test_what_a_person_vouched_for_waits_for_a_person(town):
    serve(town, "qiao", mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    assert settle(town).pending == 1
    record = record_of(town, "qiao")
    assert (record.state, record.trust_class) == ("pending_confirmation", "C")
    assert queries.totals_of(record.volunteer_id).lifetime_minutes == 0


def test_who_leads_does_not_vouch_for_themself(town):
    serve(town, "chen")
    assert settle(town).pending == 1


@pytest.mark.parametrize(("hours", "level", "effective"), [(8, "self", 1), (9, "parent", 0), (13, "province", 0)])
def test_long_days_go_to_a_higher_level(town, hours, level, effective):
    start = town.start.replace(hour=6)
    when(town.clean_up, town.session, start, start + timedelta(hours=14))
    town.later = start + timedelta(hours=20)
    serve(town, "qiao", hours * 60)
    assert settle(town).effective == effective
    assert record_of(town, "qiao").level == level


def test_the_day_is_added_up_over_activities(town):
    serve(town, "qiao", 180)
    settle(town)
    activity, session, position = town.activity(capacity=5)
    when(activity, session, town.end + MINUTE, town.end + timedelta(hours=7))
    session.refresh_from_db()
    position.refresh_from_db()
    serve(town, "qiao", 330, position=position)
    assert settle(town, activity, at=session.ends_at + MINUTE).pending == 1
    assert ServiceRecord.objects.get(activity_id=activity.pk).level == "parent"


def test_settling_again_changes_nothing(town):
    serve(town, "qiao")
    settle(town)
    before = list(ServiceRecord.objects.values()), Line.objects.count()
    assert settle(town) == actions.Settled()
    assert (list(ServiceRecord.objects.values()), Line.objects.count()) == before


def test_an_open_check_in_waits_and_is_counted_once_it_is_closed(town):
    serve(town, "qiao", 60)
    sign_up(town, "lin")
    place = attendance.queries.place_of(town.session.id, user_id=town.lin.pk)
    attendance.record_event(
        place, direction="in", mode=CheckInMode.QR_ROTATING, at=town.start, received_at=town.start,
        nonce=town.session.id, by=town.lin,
    )  # fmt: skip
    attendance.mark_dangling(at=town.later)
    assert settle(town).effective == 1
    town.clean_up.refresh_from_db()
    assert town.clean_up.state != ActivityState.CLOSED
    attendance.close(
        town.session, place.volunteer_id, left_at=town.start + 60 * MINUTE, reason="忘记签退", by=town.fang,
        at=town.later,
    )  # fmt: skip
    assert settle(town).pending == 1


def test_the_activity_closes_when_nothing_is_left(town):
    serve(town, "qiao")
    settle(town)
    town.clean_up.refresh_from_db()
    assert town.clean_up.state == ActivityState.CLOSED
    assert set(Attendance.objects.values_list("state", flat=True)) == {"evaluated"}


def test_a_session_that_runs_is_not_counted(town):
    with pytest.raises(NotOverYet):
        settle(town, at=town.end - MINUTE)


@pytest.mark.parametrize(
    ("ends", "due"),
    [
        ("2025-01-24", "2025-02-13"), ("2025-09-26", "2025-10-16"), ("2025-12-05", "2025-12-19"),
        ("2026-02-13", "2026-03-05"), ("2026-03-05", "2026-03-19"),
    ],
)  # fmt: skip
def test_records_are_due_ten_working_days_after_the_end(town, ends, due):
    day = date.fromisoformat(ends)
    start = town.start.replace(year=day.year, month=day.month, day=day.day)
    when(town.clean_up, town.session, start, start + timedelta(hours=3))
    serve(town, "qiao")
    settle(town, at=start + timedelta(hours=5))
    assert record_of(town, "qiao").due_on == date.fromisoformat(due)


def test_leaving_the_team_gives_nobody_a_say_over_their_own_hours(town):
    Membership.objects.filter(user=town.chen).update(ended_at=town.now)
    serve(town, "chen")
    assert settle(town).effective == 1


def test_a_day_remembered_after_the_record_is_refused(town):
    when(town.clean_up, town.session, town.start - timedelta(days=2), town.end)
    serve(town, "qiao", mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    settle(town)
    with pytest.raises(AlreadyCounted):
        serve(town, "qiao", begin=24 * 60, mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    assert settle(town) == actions.Settled()


def test_what_is_counted_already_never_stops_the_others(town):
    serve(town, "qiao")
    settle(town)
    Attendance.objects.update(state="closed")  # as a scan in the very moment of the settlement might leave it
    serve(town, "lin")
    assert settle(town) == actions.Settled(effective=1)


def test_one_activity_that_cannot_be_settled_leaves_the_next_ones_theirs(town, monkeypatch):
    serve(town, "qiao")
    monkeypatch.setattr(queries, "to_settle", lambda at: {town.clean_up.pk})
    monkeypatch.setattr(actions, "settle", lambda *_args, **_named: 1 / 0)
    settle_what_is_over(0)  # logs it, and goes on
