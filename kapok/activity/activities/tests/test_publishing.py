"""The rules of publishing (BR-20…38), and what the database itself refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kapok.activity.activities import actions, checks
from kapok.activity.activities.actions.drafting import HasSignUps, NeedsAnotherApproval
from kapok.activity.activities.actions.publishing import OwnSubmission, WrongState
from kapok.activity.activities.models import Activity, Position
from kapok.activity.activities.plans import longest_day, plan_of

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SIX = [1, 2, 3, 4, 5, 6]


@pytest.fixture
def plan(town):
    plan = plan_of(town.clean_up)
    plan.values["protection"] = "配手套"
    for session in plan.sessions:
        session.id = None
        for position in session.positions:
            position.id = None
    return plan


def codes(town, plan):
    return {each.code for each in checks.problems(town.river_project, plan, town.now)}


def test_a_plan_in_order(town, plan):
    assert codes(town, plan) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "补录活动"}, "makeup_in_name"),
        ({"content": " "}, "content_missing"),
        ({"protection": ""}, "protection_missing"),
        ({"subsidy_fen_per_day": 20000}, "subsidy_is_pay"),
        ({"risky": True}, "insurance_missing"),
    ],
)
def test_words(town, plan, changes, code):
    plan.values |= changes
    assert code in codes(town, plan)


def test_times(town, plan):
    plan.sessions[0].ends_at = plan.sessions[0].starts_at + timedelta(days=366)
    assert "too_long" in codes(town, plan)
    plan.sessions[0].starts_at = town.now - timedelta(minutes=1)
    assert "starts_in_the_past" in codes(town, plan)


def test_insurance_encloses_the_activity(town, plan):
    day = timezone.localtime(plan.starts_at).date()
    insured = {"insurance_policy": "P1", "insured_from": day, "insured_to": day + timedelta(days=1)}
    plan.values |= {"risky": True, **insured}
    assert codes(town, plan) == set()
    plan.values["insured_from"] = day + timedelta(days=1)
    assert codes(town, plan) == {"insured_too_late"}


def test_organisations_under_rectification_publish_nothing(town, plan):
    town.river_project.organization.state = "rectifying"
    town.river_project.state = "paused"
    assert codes(town, plan) == {"organization_not_active", "project_not_running"}


@pytest.mark.parametrize(("hours", "level"), [(8, "self"), (9, "parent"), (12, "parent"), (13, "province")])
def test_hours_decide_who_approves(town, plan, hours, level):
    rules = checks.rules_for(town.river_project, plan, town.now)
    assert checks.approval_level(hours * 60, rules) == level


def test_the_longest_day_counts_overlaps_once():
    nine = timezone.make_aware(datetime(2026, 5, 1, 9))
    hour = timedelta(hours=1)
    assert longest_day([(nine, nine + 3 * hour), (nine + hour, nine + 4 * hour)]) == 240
    assert longest_day([(nine + 12 * hour, nine + 18 * hour)]) == 180


class TestReview:
    def submitted(self, town, plan, hours):
        plan.sessions[0].ends_at = plan.sessions[0].starts_at + timedelta(hours=hours)
        activity = actions.draft(town.river_project, plan=plan, by=town.chen, at=town.now)
        return actions.submit(activity, classes=SIX, by=town.chen, at=town.now)

    def test_the_province_for_the_longest_days(self, town, plan):
        plan.sessions[0].starts_at = timezone.localtime(town.now).replace(hour=1) + timedelta(days=3)
        plan.values |= {"signup_closes_at": plan.sessions[0].starts_at}
        activity = self.submitted(town, plan, 14)
        assert (activity.state, activity.approval_level) == ("pending_review", "province")
        with pytest.raises(actions.publishing.NotYoursToApprove):
            actions.approve(activity, by=town.wu, at=town.now)
        assert actions.approve(activity, by=town.ma, at=town.now).state == "recruiting"

    def test_nobody_approves_their_own(self, town, plan):
        activity = self.submitted(town, plan, 9)
        Activity.objects.filter(pk=activity.pk).update(submitted_by_id=town.wu.pk)
        if activity.state == "pending_review":
            with pytest.raises(OwnSubmission):
                actions.approve(activity, by=town.wu, at=town.now)

    def test_approved_once(self, town, plan):
        activity = self.submitted(town, plan, 3)
        with pytest.raises(WrongState):
            actions.approve(activity, by=town.ma, at=town.now)


class TestRevising:
    def test_times_stay_once_people_signed_up(self, town):
        Activity.objects.update(protection="配手套")
        actions.sign_up(town.position, volunteer=town.volunteers["lin"], by=town.lin, at=town.now)
        plan = plan_of(Activity.objects.get())
        plan.sessions[0].starts_at += timedelta(hours=1)
        with pytest.raises(HasSignUps):
            actions.revise(town.clean_up, plan=plan, by=town.chen, at=town.now)
        plan = plan_of(Activity.objects.get())
        plan.values["address"] = "临江大道2号"
        assert actions.revise(town.clean_up, plan=plan, by=town.chen, at=town.now).address == "临江大道2号"

    def test_longer_days_ask_for_another_approval(self, town):
        Activity.objects.update(protection="配手套")
        plan = plan_of(Activity.objects.get())
        start = timezone.localtime(plan.sessions[0].starts_at).replace(hour=1) + timedelta(days=1)
        plan.sessions[0].starts_at, plan.sessions[0].ends_at = start, start + timedelta(hours=10)
        with pytest.raises(NeedsAnotherApproval):
            actions.revise(town.clean_up, plan=plan, by=town.chen, at=town.now)


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        ("name", "model", "changes"),
        [
            ("activity_ends_after_it_starts", Activity, {"ends_at": LONG_AGO}),
            ("activity_signup_window_in_order", Activity, {"signup_closes_at": LONG_AGO}),
            ("activity_risky_is_insured_before_it_is_public", Activity, {"risky": True}),
            ("activity_coordinates_on_earth", Activity, {"latitude": 91}),
            ("position_has_places", Position, {"capacity": 0}),
            ("position_ages_in_order", Position, {"minimum_age": 30, "maximum_age": 20}),
        ],
    )  # fmt: skip
    def test_what_must_never_be(self, town, name, model, changes):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.update(**changes)

    def test_sessions_end_after_they_start(self, town):
        with (
            pytest.raises(IntegrityError, match="session_ends_after_it_starts"),
            transaction.atomic(),
        ):
            type(town.session).objects.update(ends_at=town.session.starts_at)

    def test_half_an_acknowledgement(self, town):
        with (
            pytest.raises(IntegrityError, match="acknowledgement_names_all_six_classes"),
            transaction.atomic(),
        ):
            town.clean_up.acknowledgements.create(by_id=town.chen.pk, at=town.now, text_version="x", classes=[1, 2, 3])
