"""Real threads: whatever they do at once, lifetime minutes are the sum of what is effective."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import Sum

from kapok.activity.attendance.models import CheckInMode
from kapok.activity.records import actions
from kapok.activity.records.models import ServiceRecord, VolunteerTotals
from kapok.activity.records.tests.conftest import record_of, serve, settle
from kapok.core.common.refusals import Refusal
from kapok.core.journal.models import Line

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    """Run the calls at one moment; what each returned, or the refusal it met."""
    start = Barrier(len(calls))

    def one(call):
        try:
            start.wait()
            return call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def assert_totals_are_the_sum():
    for totals in VolunteerTotals.objects.all():
        rows = ServiceRecord.objects.effective().filter(volunteer_id=totals.pk)
        assert totals.lifetime_minutes == (rows.aggregate(Sum("service_minutes"))["service_minutes__sum"] or 0)
        assert totals.records == rows.count()


def test_of_two_reviewers_one_wins_and_the_other_is_told(town):
    serve(town, "qiao", mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    settle(town)
    record = record_of(town, "qiao")
    answers = together(
        lambda: actions.confirm(record, by=town.zhou, at=town.later).state,
        lambda: actions.reject(record, reason="未到场", by=town.fang, at=town.later).state,
    )
    assert "decided_already" in answers
    assert ServiceRecord.objects.current().filter(uid=record.uid).count() == 1
    assert_totals_are_the_sum()


def test_confirming_voiding_and_settling_at_once_keep_the_totals(town):
    serve(town, "qiao", mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    serve(town, "lin")
    settle(town)
    pending, effective = record_of(town, "qiao"), record_of(town, "lin")
    serve(town, "hua")
    together(
        lambda: actions.confirm(pending, by=town.zhou, at=town.later).state,
        lambda: actions.adjust(pending, minutes=60, reason="核对", by=town.fang, at=town.later).state,
        lambda: actions.void(effective, reason="重复", by=town.ma, at=town.later).state,
        lambda: actions.adjust(effective, minutes=30, reason="核对", by=town.fang, at=town.later).state,
        lambda: settle(town),
        lambda: settle(town),
    )
    assert_totals_are_the_sum()
    assert record_of(town, "hua").state == "effective"


def test_whoever_decides_the_last_record_closes_the_activity(town):
    for key in ("qiao", "hua"):
        serve(town, key, mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    settle(town)
    together(
        lambda: actions.confirm(record_of(town, "qiao"), by=town.zhou, at=town.later),
        lambda: actions.confirm(record_of(town, "hua"), by=town.fang, at=town.later),
    )
    town.clean_up.refresh_from_db()
    assert town.clean_up.state == "closed"
    assert Line.objects.filter(verb="activity.settled").count() == 1
