"""What holds where and when."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from kapok.core import policies
from kapok.core.policies import reading
from kapok.core.policies.actions import change
from kapok.core.policies.models import RuleVersion
from kapok.core.policies.scopes import NATION, organization_scope, region_scope
from kapok.core.policies.tests.conftest import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)
MY_ORGANIZATION = uuid.UUID(int=7)


@pytest.fixture
def points(document):
    """`points(scope, value)`: points per hour from NOW on."""

    def give(scope, value, since=NOW, key="points_per_hour"):
        return change(
            key,
            scope=scope,
            value=value,
            effective_from=since,
            document=document,
            reason="A trial",
            by=None,
            at=NOW,
        )

    return give


def per_hour(at=NOW, **where):
    return policies.value("points_per_hour", at=at, **where)


def test_the_default_holds_until_something_is_decided():
    assert policies.get("points_per_hour", region="440106", at=NOW) == policies.Pinned(1, "BR-65", "BR-65@default")


def test_the_narrowest_scope_decides(points):
    points(NATION, 2)
    points(region_scope("440000"), 3)
    points(region_scope("440100"), 4)
    points(region_scope("440106"), 5)
    points(organization_scope(MY_ORGANIZATION), 6)
    assert per_hour() == 2
    assert per_hour(region="500103") == 2
    assert per_hour(region="440300") == 3
    assert per_hour(region="440103") == 4
    assert per_hour(region="440106001") == 5
    assert per_hour(region="440106", organization=MY_ORGANIZATION) == 6
    assert per_hour(region="440106", organization=uuid.UUID(int=8)) == 5


def test_a_version_holds_from_its_date_on(points):
    points(NATION, 2, LATER)
    assert per_hour(LATER - timedelta(microseconds=1)) == 1
    assert per_hour(LATER) == 2


def test_a_past_decision_reads_the_value_of_its_day(points):
    points(NATION, 2)
    points(NATION, 3, LATER)
    assert [per_hour(at) for at in (NOW - timedelta(days=1), NOW, LATER)] == [1, 2, 3]


def test_a_pin_names_the_version(points):
    version = points(region_scope("440100"), 2)
    pins = policies.pin(["points_per_hour", "star_hours"], region="440106", at=NOW)
    assert pins == {"points_per_hour": f"BR-65@{version.id}", "star_hours": "BR-60@default"}


def test_a_narrow_value_that_the_law_overtook_gives_way(points):
    """Guangzhou asks for 8 days; then the law asks for 5."""
    points(region_scope("440100"), 8, key="record_within_working_days")
    points(NATION, 5, LATER, key="record_within_working_days")
    assert policies.value("record_within_working_days", region="440106", at=NOW) == 8
    assert policies.value("record_within_working_days", region="440106", at=LATER) == 5


def test_an_unknown_rule_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        policies.value("no_such_rule", at=NOW)


def test_a_malformed_region_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="44x"):
        per_hour(region="44x")


class TestTheMemory:
    def test_asks_once_and_then_nothing(self, django_assert_num_queries):
        reading.versions.forget()
        per_hour()
        with django_assert_num_queries(0):
            for _ in range(50):
                per_hour(region="440106")

    def test_notices_what_another_process_added(self, points, monkeypatch):
        per_hour()
        monkeypatch.setattr(reading, "CHECK_EVERY", -1)
        version = RuleVersion(
            rule="points_per_hour", scope_type="nation", value=9,
            effective_from=NOW, created_at=NOW,
            document=points(NATION, 2, LATER).document, reason="elsewhere",
        )  # fmt: skip
        version.save()
        assert per_hour() == 9

    def test_forgets_what_a_savepoint_took_back(self, points):
        points(region_scope("440100"), 3, LATER)
        with pytest.raises(RuntimeError), transaction.atomic():
            points(NATION, 2)
            assert per_hour() == 2
            raise RuntimeError
        assert per_hour() == 1

    def test_forgets_what_was_rolled_back(self, transactional_db, document, points):
        with pytest.raises(RuntimeError), transaction.atomic():
            points(NATION, 2)
            assert per_hour() == 2
            raise RuntimeError
        assert per_hour() == 1
