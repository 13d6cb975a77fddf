from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kapok.activity.activities.models import ActivityState
from kapok.activity.attendance.models import CheckInMode
from kapok.activity.records import actions, queries
from kapok.activity.records.models import ServiceRecord
from kapok.activity.records.refusals import (
    DecidedAlready,
    HigherLevelDecides,
    MinutesOutOfRange,
    NotEffective,
    NotPending,
    OwnRecord,
    ReasonNeeded,
)
from kapok.activity.records.tests.conftest import record_of, serve, settle, when
from kapok.core.access.models import Appointment
from kapok.core.common.ids import new_id
from kapok.core.journal.models import Line


@pytest.fixture
def pending(town):
    """Qiao's two hours, ticked by the leader."""
    serve(town, "qiao", mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    settle(town)
    return record_of(town, "qiao")


def minutes_of(town, key):
    return queries.totals_of(town.volunteers[key].id).lifetime_minutes


def test_confirming_makes_the_hours_count(town, pending):
    decided = actions.confirm(pending, by=town.zhou, at=town.later)
    assert (decided.version, decided.state, decided.decided_by_id) == (2, "effective", town.zhou.pk)
    assert minutes_of(town, "qiao") == 120
    pending.refresh_from_db()
    assert pending.superseded_at == town.later
    assert Line.objects.get(verb="record.confirmed").payload["version"] == 2
    town.clean_up.refresh_from_db()
    assert town.clean_up.state == ActivityState.CLOSED


def test_the_second_reviewer_is_told(town, pending):
    actions.confirm(pending, by=town.zhou, at=town.later)
    with pytest.raises(DecidedAlready):
        actions.reject(pending, reason="重复", by=town.fang, at=town.later)


def test_adjusting_counts_other_minutes_and_says_why(town, pending):
    decided = actions.adjust(pending, minutes=90, reason="中途离开", by=town.zhou, at=town.later)
    assert (decided.service_minutes, decided.reason, decided.actual_minutes) == (
        90,
        "中途离开",
        120,
    )
    assert minutes_of(town, "qiao") == 90
    again = actions.adjust(decided, minutes=100, reason="核对签到表", by=town.fang, at=town.later)
    assert (minutes_of(town, "qiao"), again.version) == (100, 3)
    assert queries.totals_of(decided.volunteer_id).records == 1


@pytest.mark.parametrize("minutes", [0, -5, 121])
def test_adjusting_stays_within_the_time_spent(town, pending, minutes):
    with pytest.raises(MinutesOutOfRange):
        actions.adjust(pending, minutes=minutes, reason="…", by=town.zhou, at=town.later)


def test_rejecting_needs_a_reason(town, pending):
    with pytest.raises(ReasonNeeded):
        actions.reject(pending, reason=" ", by=town.zhou, at=town.later)
    actions.reject(pending, reason="未到场", by=town.zhou, at=town.later)
    assert minutes_of(town, "qiao") == 0
    with pytest.raises(NotPending):
        actions.confirm(record_of(town, "qiao"), by=town.zhou, at=town.later)


def test_voiding_takes_the_hours_back(town, pending):
    with pytest.raises(NotEffective):
        actions.void(pending, reason="虚假", by=town.ma, at=town.later)
    actions.confirm(pending, by=town.zhou, at=town.later)
    actions.void(record_of(town, "qiao"), reason="虚假", by=town.ma, at=town.later)
    assert (minutes_of(town, "qiao"), queries.totals_of(pending.volunteer_id).records) == (0, 0)


def test_nobody_decides_on_their_own_hours(town):
    serve(town, "zhou", mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    settle(town)
    with pytest.raises(OwnRecord):
        actions.confirm(record_of(town, "zhou"), by=town.zhou, at=town.later)


def test_the_database_refuses_it_too(pending):
    values = {field.attname: getattr(pending, field.attname) for field in pending._meta.concrete_fields}
    values |= {
        "version": 7,
        "superseded_at": pending.written_at,
        "decided_by_id": pending.volunteer_user_id,
    }
    del values["id"]
    with (
        pytest.raises(IntegrityError, match="record_nobody_decides_for_themselves"),
        transaction.atomic(),
    ):
        ServiceRecord.objects.create(**values)


def test_a_version_never_changes(pending):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ServiceRecord.objects.filter(uid=pending.uid).update(service_minutes=600)


@pytest.mark.parametrize(
    ("hours", "refused", "allowed"),
    [(9, "zhou", "wu"), (13, "wu", "ma")],
    ids=["parent", "province"],
)
def test_long_days_are_decided_higher_up(town, hours, refused, allowed):
    start = town.start.replace(hour=6)
    when(town.clean_up, town.session, start, start + timedelta(hours=14))
    serve(town, "qiao", hours * 60)
    settle(town, at=start + timedelta(hours=20))
    record = record_of(town, "qiao")
    with pytest.raises(HigherLevelDecides):
        actions.confirm(record, by=town.people[refused], at=town.later)
    assert record not in queries.pending_for(town.people[refused])
    assert record in queries.pending_for(town.people[allowed])
    actions.confirm(record, by=town.people[allowed], at=town.later)


def test_a_reviewer_sees_only_their_own_house(town, pending):
    assert list(queries.pending_for(town.zhou)) == [pending]
    assert list(queries.pending_for(town.wu)) == [pending]
    assert not queries.pending_for(town.deng).exists()
    Appointment.objects.create(user=town.he, role="federation_officer", region_id="440300", started_at=town.now)
    assert not queries.pending_for(town.he).exists()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        # PostgreSQL names a partition's part of record_version_once and record_once_per_session by its columns.
        ({"version": 1}, "volunteer_id_uid_version"),
        ({"version": 8, "superseded_at": None, "uid": None}, "volunteer_id_session_id"),
        ({"version": 8, "state": "effective", "content": ""}, "record_effective_is_complete"),
        ({"version": 8, "served": "empty"}, "record_served_has_both_ends"),
    ],
)
def test_what_the_database_refuses_of_a_record(pending, changes, constraint):
    values = {field.attname: getattr(pending, field.attname) for field in pending._meta.concrete_fields}
    values |= {"id": new_id(), "superseded_at": pending.written_at, **changes}
    values["uid"] = values["uid"] or new_id()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ServiceRecord.objects.create(**values)
