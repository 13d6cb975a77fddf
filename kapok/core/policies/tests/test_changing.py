"""Changing a rule: what is refused, what is written."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from kapok.core.journal.models import Line
from kapok.core.policies import actions
from kapok.core.policies.documents import INSTRUMENTS, load_documents
from kapok.core.policies.models import PolicyDocument, RuleVersion
from kapok.core.policies.scopes import NATION, organization_scope, region_scope
from kapok.core.policies.tests.conftest import NOW

GUANGZHOU = region_scope("440100")
TIANHE = region_scope("440106")


@pytest.fixture
def change(document):
    def give(key="points_per_hour", value=2, *, scope=GUANGZHOU, since=NOW, reason="A trial", **more):
        return actions.change(
            key,
            scope=scope,
            value=value,
            effective_from=since,
            document=document,
            reason=reason,
            by=None,
            at=NOW,
            **more,
        )

    return give


def test_a_change_is_written_with_its_line(change):
    version = change()
    line = Line.objects.get(verb="policy.changed")
    assert line.about_id == version.id
    assert line.payload == {
        "rule": "BR-65",
        "key": "points_per_hour",
        "scope": "city",
        "scope_key": "440100",
        "value": 2,
        "effective_from": "2026-03-05T01:00:00+00:00",
        "document": "platform-rules",
    }


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"key": "no_such_rule"}, actions.UnknownRule, id="unknown rule"),
        pytest.param({"value": -1}, actions.WrongValue, id="out of range"),
        pytest.param({"value": "2"}, actions.WrongValue, id="wrong type"),
        pytest.param({"value": True}, actions.WrongValue, id="a flag for a number"),
        pytest.param({"key": "star_hours", "value": [100, 300]}, actions.WrongValue, id="too few stars"),
        pytest.param({"since": NOW - timedelta(seconds=1)}, actions.Backdated, id="in the past"),
        pytest.param({"reason": " "}, actions.ReasonMissing, id="no reason"),
        pytest.param({"key": "record_within_working_days", "value": 11}, actions.TooLoose, id="later"),
        pytest.param({"key": "insurance_before_risk", "value": False}, actions.TooLoose, id="law off"),
        pytest.param(
            {"key": "certificate_required_content", "value": ["service_time"]},
            actions.TooLoose,
            id="less",
        ),
        pytest.param({"key": "child_data_below", "value": 14, "scope": TIANHE}, None, id="as strict"),
        pytest.param({"key": "record_within_working_days", "value": 5}, None, id="sooner"),
        pytest.param({"key": "child_data_below", "value": 16}, None, id="older"),
    ],
)
def test_a_value_is_checked(change, given, refusal):
    if refusal is None:
        assert change(**given).pk
        return
    with pytest.raises(refusal) as refused:
        change(**given)
    with translation.override("en"):
        assert "%" not in str(refused.value)
    assert not RuleVersion.objects.exists()
    assert not Line.objects.exists()


def test_a_narrower_scope_may_not_loosen_what_a_wider_one_tightened(change):
    change("record_within_working_days", 5, scope=region_scope("440000"))
    with pytest.raises(actions.TooLoose):
        change("record_within_working_days", 7)
    assert change("record_within_working_days", 4)


def test_an_organisation_stands_under_the_rules_of_its_place(change):
    change("record_within_working_days", 5)
    mine = organization_scope("018f0000-0000-7000-8000-000000000001")
    with pytest.raises(actions.TooLoose):
        change("record_within_working_days", 7, scope=mine, region="440106")
    assert change("record_within_working_days", 7, scope=mine, region="500103")


def test_the_law_itself_may_change_for_the_nation(change):
    assert change("record_within_working_days", 15, scope=NATION)


def test_the_same_moment_twice_is_refused(change):
    change()
    with pytest.raises(actions.AlreadyDated):
        change(value=3)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_changing_at_once_one_is_refused(change):
    barrier, outcomes = Barrier(2), []

    def attempt(value):
        barrier.wait()
        try:
            change(value=value)
            outcomes.append("changed")
        except actions.AlreadyDated:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=attempt, args=[value]) for value in (2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["changed", "refused"]


class TestTheDatabase:
    def test_keeps_versions_as_they_are(self, change):
        version = change()
        for attempt in (
            lambda: RuleVersion.objects.filter(pk=version.pk).update(value=9),
            lambda: RuleVersion.objects.filter(pk=version.pk).delete(),
        ):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                attempt()

    @pytest.mark.parametrize(
        ("given", "constraint"),
        [
            ({"scope_type": "city", "scope_key": "440100"}, "rule_version_one_at_a_time"),
            ({"scope_type": "nation", "scope_key": "440100"}, "rule_version_scope_keyed"),
            ({"effective_from": NOW - timedelta(days=1)}, "rule_version_not_backdated"),
        ],
    )
    def test_refuses(self, change, document, given, constraint):
        change()
        row = {
            "rule": "points_per_hour", "scope_type": "nation", "value": 2, "effective_from": NOW,
            "document": document, "reason": "x", "created_at": NOW,
        }  # fmt: skip
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            RuleVersion.objects.create(**(row | given))

    def test_refuses_a_document_twice(self, document):
        with pytest.raises(IntegrityError, match="policy_document_code_once"), transaction.atomic():
            PolicyDocument.objects.create(code=document.code, title="x", kind="law")


def test_documents_are_loaded_once(documents):
    load_documents()
    assert PolicyDocument.objects.count() == len(INSTRUMENTS)
    assert PolicyDocument.objects.get(code="order-685").number == "国务院令第685号"
