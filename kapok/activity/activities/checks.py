"""What must hold before an activity may be published (BR-20…38): every refusal names its field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapok.activity.activities.models import ApprovalLevel
from kapok.activity.activities.plans import Plan
from kapok.activity.activities.rules import Rulebook, rulebook
from kapok.activity.projects.models import Project, ProjectState
from kapok.core.common.refusals import Refusal

MAKEUP = ("补录", "補錄", "补时长")
# The versions pinned on an activity when it is published.
PINNED = (
    "publish_before_start", "past_only_by_makeup", "activity_longest_days",
    "categories_per_project",
    "required_hours_range", "publish_required_content", "excluded_classes", "insurance_before_risk",
    "daily_hours_bands", "daily_subsidy_excluded",
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """`field` is a field of the form; "sessions" and "positions" are its tables."""

    field: str
    code: str
    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


class NotPublishable(Refusal):
    message = gettext_lazy("This activity cannot be published yet.")

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems

    def __str__(self) -> str:
        return " ".join(str(problem) for problem in self.problems)


def rules_for(project: Project, plan: Plan, at: datetime) -> Rulebook:
    return rulebook(plan.values["region"].pk, project.organization_id, at)


def problems(project: Project, plan: Plan, at: datetime) -> list[Problem]:
    rules = rules_for(project, plan, at)
    return [
        *_owner(project),
        *_words(plan, rules),
        *_times(plan, rules, at),
        *_safety(plan, rules),
        *_positions(plan, rules),
    ]


def _owner(project: Project) -> Iterator[Problem]:
    if project.organization.state != "active":
        sentence = _("Your organisation may not publish at present. Ask its guiding body.")
        yield Problem("project", "organization_not_active", sentence)
    if project.state != ProjectState.RUNNING or (project.team and project.team.closed_at):
        yield Problem("project", "project_not_running", _("This project is not running."))


def _words(plan: Plan, rules: Rulebook) -> Iterator[Problem]:
    values = plan.values
    if rules.past_only_by_makeup and any(word in values["name"] for word in MAKEUP):
        sentence = _("Service that is over is entered through the make-up channel, never under such a name.")
        yield Problem("name", "makeup_in_name", sentence)
    required = {"content": "content", "risk": "risk_disclosure", "protection": "protection"}
    for key, name in required.items():
        if key in rules.publish_required_content and not values[name].strip():
            yield Problem(name, f"{name}_missing", _("The law asks every call for volunteers to state this."))
    most = rules.categories_per_project
    if not 1 <= len(plan.service_fields) <= most:
        sentence = _("Choose between 1 and %(most)s fields.") % {"most": most}
        yield Problem("service_fields", "service_fields_number", sentence)


def _times(plan: Plan, rules: Rulebook, at: datetime) -> Iterator[Problem]:
    values = plan.values
    if rules.publish_before_start and plan.starts_at <= at:
        yield Problem("sessions", "starts_in_the_past", _("The first session must lie in the future."))
    longest = rules.activity_longest_days
    if plan.ends_at - plan.starts_at > timedelta(days=longest):
        sentence = _("At most %(days)s days from the first session to the last.") % {"days": longest}
        yield Problem("sessions", "too_long", sentence)
    if values["signup_closes_at"] > plan.ends_at:
        sentence = _("Sign-up cannot close after the last session ends.")
        yield Problem("signup_closes_at", "signup_closes_too_late", sentence)
    if values["signup_closes_at"] <= at:
        yield Problem("signup_closes_at", "signup_over", _("Sign-up would already be over."))
    if values["cancel_until"] > plan.ends_at:
        sentence = _("People cannot cancel after the last session ends.")
        yield Problem("cancel_until", "cancel_until_too_late", sentence)


def _safety(plan: Plan, rules: Rulebook) -> Iterator[Problem]:
    values = plan.values
    if values["risky"] and rules.insurance_before_risk:
        yield from _insurance(plan)
    line = rules.daily_subsidy_excluded
    if values["subsidy_fen_per_day"] >= line * 100:
        sentence = _("From ¥%(line)s a day on it is paid work, which is not volunteer service.")
        yield Problem("subsidy_yuan", "subsidy_is_pay", sentence % {"line": line})


def _insurance(plan: Plan) -> Iterator[Problem]:
    values = plan.values
    if not values["insurance_policy"].strip():
        sentence = _("Where volunteers may come to harm, name the insurance bought for them.")
        yield Problem("insurance_policy", "insurance_missing", sentence)
    first, last = (timezone.localtime(each).date() for each in (plan.starts_at, plan.ends_at))
    if not values["insured_from"] or values["insured_from"] > first:
        sentence = _("The insurance must hold from the first day of the activity.")
        yield Problem("insured_from", "insured_too_late", sentence)
    if not values["insured_to"] or values["insured_to"] < last:
        sentence = _("The insurance must hold until the last day of the activity.")
        yield Problem("insured_to", "insured_too_short", sentence)


def _positions(plan: Plan, rules: Rulebook) -> Iterator[Problem]:
    fewest, most = rules.required_hours_range
    asked = [p.values["minimum_minutes"] for s in plan.sessions for p in s.positions]
    if any(minutes and not fewest * 60 <= minutes <= most * 60 for minutes in asked):
        sentence = _("A position may ask for %(fewest)s to %(most)s hours of service beforehand.")
        yield Problem("positions", "hours_out_of_range", sentence % {"fewest": fewest, "most": most})


def approval_level(minutes_per_day: int, rules: Any) -> ApprovalLevel:
    """BR-34: who approves follows from the hours one person may serve in a day."""
    own, parent = rules.daily_hours_bands
    if minutes_per_day <= own * 60:
        return ApprovalLevel.SELF
    return ApprovalLevel.PARENT if minutes_per_day <= parent * 60 else ApprovalLevel.PROVINCE
