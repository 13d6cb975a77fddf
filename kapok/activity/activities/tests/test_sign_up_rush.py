"""Real threads after the same places: whatever the interleaving, the counts are exact."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kapok.activity.activities import actions
from kapok.activity.activities.actions.desk import Wish
from kapok.activity.activities.eligibility import NotEligible
from kapok.activity.activities.models import Activity, Position, SignUp
from kapok.core import journal
from kapok.core.journal.readers import catch_up
from kapok.core.journal.sequencing import place_pending

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    """Run every call in a thread of its own, all let go at once; their results, refusals
    included.
    """
    gate = Barrier(len(calls))

    def run(call):
        try:
            gate.wait()
            return call()
        except NotEligible as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def asks(town, position, volunteer):
    return lambda: actions.sign_up(position, volunteer=volunteer, by=volunteer.user, at=town.now)


def as_themselves(town, position, volunteer):
    """The way of the page: only the user is known."""
    wish = Wish(position.activity_id, position.pk, None, volunteer.user_id, town.now)
    return lambda: actions.desk.ask(wish)


@pytest.fixture
def crowd(town):
    return [town.volunteer() for _ in range(16)]


def states(position):
    return Counter(SignUp.objects.filter(position=position).values_list("state", flat=True))


def assert_exact(position):
    position.refresh_from_db()
    activity = Activity.objects.get(pk=position.activity_id)
    assert position.confirmed == states(position)["confirmed"] == activity.taken
    assert position.confirmed <= position.capacity


def test_last_places(town, crowd):
    answers = together(*[asks(town, town.position, each) for each in crowd])
    assert states(town.position) == {"confirmed": 2, "waitlisted": 14}
    assert Counter(answer.state for answer in answers) == states(town.position)
    assert_exact(town.position)
    line = SignUp.objects.order_by("queued").values_list("state", flat=True)
    assert list(line[:2]) == ["confirmed"] * 2


def test_one_person_many_times(town):
    lin = town.volunteers["lin"]
    answers = together(*[asks(town, town.position, lin) for _ in range(8)])
    assert len({answer.pk for answer in answers}) == 1
    assert states(town.position) == {"confirmed": 1}
    assert_exact(town.position)


def test_cancelling_while_others_wait(town, crowd):
    together(*[asks(town, town.position, each) for each in crowd])
    for _round in range(3):
        held = SignUp.objects.filter(state="confirmed")
        gone = [lambda row=row: actions.cancel(row, by=None, at=town.now) for row in held]
        together(*gone)
    assert states(town.position) == {"cancelled_by_volunteer": 6, "confirmed": 2, "waitlisted": 8}
    assert_exact(town.position)
    served = SignUp.objects.exclude(state="waitlisted").values_list("queued", flat=True)
    waiting = SignUp.objects.filter(state="waitlisted").values_list("queued", flat=True)
    assert max(served) < min(waiting)


def test_cancel_and_ask_at_once(town, crowd):
    together(*[asks(town, town.position, each) for each in crowd[:8]])
    held = SignUp.objects.filter(state="confirmed")
    together(
        *[lambda row=row: actions.cancel(row, by=None, at=town.now) for row in held],
        *[asks(town, town.position, each) for each in crowd[8:]],
    )
    assert states(town.position)["confirmed"] == 2
    assert_exact(town.position)


def test_two_activities_at_the_same_hour(town, crowd):
    """Everybody asks for both; each gets one, and no batch fails because of it."""
    _activity, _session, other = town.activity(capacity=20)
    Activity.objects.filter(pk=town.clean_up.pk).update(places=20)
    Position.objects.filter(pk=town.position.pk).update(capacity=20)
    calls = [asks(town, place, each) for each in crowd for place in (town.position, other)]
    answers = together(*calls)
    refused = [answer for answer in answers if isinstance(answer, NotEligible)]
    assert len(refused) == len(crowd)
    assert {answer.code for answer in refused} == {"own_clash"}
    assert SignUp.objects.filter(state="confirmed").count() == len(crowd)
    for position in (town.position, other):
        assert_exact(position)


def test_a_place_lost_to_a_clash_goes_to_the_next(town, crowd):
    _activity, _session, other = town.activity(capacity=20)
    calls = [asks(town, place, each) for each in crowd for place in (other, town.position)]
    together(*calls)
    assert states(town.position)["confirmed"] + states(town.position)["waitlisted"] <= len(crowd)
    assert_exact(town.position)
    assert_exact(other)


def test_spread_over_many_activities(town, crowd):
    places = [town.activity(starts_in=timedelta(days=2 + day), capacity=3)[2] for day in range(6)]
    together(*[asks(town, place, each) for each in crowd[:5] for place in places])
    for place in places:
        assert states(place) == {"confirmed": 3, "waitlisted": 2}
        assert_exact(place)


def test_projects_that_exclude_each_other_asked_for_at_once(town, crowd):
    """BR-36: everybody gets into one of the two, never both, also when one batch holds both wishes."""
    other_project = town.project(town.river_org)
    other_project.excludes.add(town.clean_up.project)
    activity, _session, other = town.activity(starts_in=timedelta(days=9), capacity=20)
    Activity.objects.filter(pk=activity.pk).update(project=other_project)
    Activity.objects.filter(pk=town.clean_up.pk).update(places=20)
    Position.objects.filter(pk=town.position.pk).update(capacity=20)
    together(*[as_themselves(town, place, each) for each in crowd for place in (town.position, other)])
    held = Counter(SignUp.objects.filter(state="confirmed").values_list("volunteer_id", flat=True))
    assert set(held.values()) == {1}
    assert len(held) == len(crowd)


def test_whoever_withdraws_gives_the_place_to_the_next(town, crowd):
    together(*[asks(town, town.position, each) for each in crowd])
    leaver = SignUp.objects.filter(position=town.position, state="confirmed").first()
    with transaction.atomic():
        journal.write(
            "volunteer.withdrawn", by=None, about=leaver.volunteer, at=timezone.now(), person=leaver.volunteer_id
        )
    place_pending()
    catch_up("leavers")
    leaver.refresh_from_db()
    assert leaver.state == "cancelled_by_volunteer"
    assert_exact(town.position)
    assert states(town.position)["confirmed"] == town.position.capacity
