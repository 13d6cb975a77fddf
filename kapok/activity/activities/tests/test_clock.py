"""What time does by itself, once and once only."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kapok.activity.activities import actions
from kapok.activity.activities.actions import clock
from kapok.activity.activities.actions.publishing import WrongState
from kapok.activity.activities.models import Activity
from kapok.core.journal.models import Line


def state(activity):
    return Activity.objects.get(pk=activity.pk).state


def put(activity, **values):
    Activity.objects.filter(pk=activity.pk).update(**values)


class TestClock:
    def test_a_life(self, town):
        activity = town.clean_up
        put(activity, state="approved", signup_closes_at=activity.starts_at - timedelta(hours=2))
        life = [
            (town.now, "recruiting"),
            (activity.starts_at - timedelta(hours=1), "recruiting_closed"),
            (activity.starts_at - timedelta(minutes=30), "in_progress"),
            (activity.ends_at, "settling"),
            (activity.ends_at + timedelta(days=40), "overdue"),
        ]
        for moment, expected in life:
            clock.tick(moment)
            assert state(activity) == expected
        verbs = Line.objects.filter(about_id=activity.pk).order_by("at").values_list("verb", flat=True)
        assert list(verbs) == [
            "activity.opened", "activity.closed", "activity.started", "activity.ended",
            "activity.overdue",
        ]  # fmt: skip

    def test_twice_changes_nothing(self, town):
        put(town.clean_up, state="approved")
        assert clock.tick(town.now)["opened"] == 1
        assert sum(clock.tick(town.now).values()) == 0

    def test_settling_ends_after_ten_working_days(self, town):
        put(town.clean_up, state="in_progress")
        clock.tick(town.clean_up.ends_at)
        activity = Activity.objects.get(pk=town.clean_up.pk)
        ended = timezone.localtime(activity.ends_at).date()
        assert timedelta(days=12) <= activity.settle_by - ended <= timedelta(days=24)

    def test_a_worker_that_was_away_catches_up_in_one_go(self, town):
        put(town.clean_up, state="approved")
        clock.tick(town.clean_up.ends_at + timedelta(days=1))
        assert state(town.clean_up) == "settling"


@pytest.mark.parametrize("untouched", ["draft", "cancelled", "closed", "void"])
def test_nothing_else_moves(town, untouched):
    put(town.clean_up, state=untouched)
    clock.tick(town.clean_up.ends_at + timedelta(days=99))
    assert state(town.clean_up) == untouched


@pytest.mark.django_db(transaction=True)
def test_the_clock_and_an_organiser_take_turns(town):
    """Neither writes over what the other did in the same moment."""

    def close():
        try:
            return actions.close_signup(town.clean_up, by=town.chen, at=town.now)
        except WrongState as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert clock.start(town.clean_up.starts_at) == 1
            answer = pool.submit(close)
            wait_for_somebody_to_wait()
        assert isinstance(answer.result(), WrongState)
    town.clean_up.refresh_from_db()
    assert town.clean_up.state == "in_progress"


def wait_for_somebody_to_wait() -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with connection.cursor() as cursor:
        for _moment in range(500):
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
