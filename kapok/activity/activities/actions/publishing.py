"""From a draft to an open sign-up: submit, approve, return, reject, open, close, cancel (domain
§14.3).
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kapok.activity.activities import approval, checks, locks
from kapok.activity.activities.actions.signup import ReasonMissing, release
from kapok.activity.activities.models import (
    Activity,
    ActivityState,
    ApprovalLevel,
    ExcludedClassAcknowledgement,
)
from kapok.activity.activities.plans import plan_of
from kapok.core import journal
from kapok.core.common.refusals import Refusal

S = ActivityState
ALL_SIX = [1, 2, 3, 4, 5, 6]
TEXT_VERSION = "2026-01"


class WrongState(Refusal):
    message = _("That is not possible while the activity is “%(state)s”.")


class NotAcknowledged(Refusal):
    message = _("Declare for each of the six classes that the activity is not of that kind.")
    field = "classes"


class OwnSubmission(Refusal):
    message = _("Somebody else must approve what you submitted yourself.")
    status = 403


class NotYoursToApprove(Refusal):
    message = _("With these hours a day somebody at a higher level approves.")
    status = 403


@transaction.atomic
def submit(activity: Activity, *, classes: list[int], by: Any, at: datetime) -> Activity:
    """Hand in a draft. Up to the first band of hours the organisation itself approves, at once
    (BR-34).
    """
    activity = _held(activity, S.DRAFT)
    if sorted(classes) != ALL_SIX:
        raise NotAcknowledged
    plan = plan_of(activity)
    found = checks.problems(activity.project, plan, at)
    if found:
        raise checks.NotPublishable(found)
    rules = checks.rules_for(activity.project, plan, at)
    activity.minutes_per_day = plan.minutes_per_day
    activity.approval_level = checks.approval_level(plan.minutes_per_day, rules)
    activity.policies = rules.versions(*checks.PINNED)
    activity.submitted_by_id = getattr(by, "pk", None)
    ExcludedClassAcknowledgement.objects.create(
        activity=activity, by_id=by.pk, at=at, text_version=TEXT_VERSION, classes=ALL_SIX
    )
    _move(activity, S.PENDING_REVIEW, "activity.submitted", by=by, at=at)
    if activity.approval_level == ApprovalLevel.SELF:
        _publish(activity, by=by, at=at)
    return activity


@transaction.atomic
def approve(activity: Activity, *, by: Any, at: datetime) -> Activity:
    activity = _held(activity, S.PENDING_REVIEW)
    _may_decide(activity, by)
    if activity.starts_at <= at:
        raise checks.NotPublishable(checks.problems(activity.project, plan_of(activity), at))
    _publish(activity, by=by, at=at)
    return activity


@transaction.atomic
def return_for_changes(activity: Activity, *, reason: str, by: Any, at: datetime) -> Activity:
    return _decline(activity, S.DRAFT, "activity.returned", reason=reason, by=by, at=at)


@transaction.atomic
def reject(activity: Activity, *, reason: str, by: Any, at: datetime) -> Activity:
    return _decline(activity, S.REJECTED, "activity.rejected", reason=reason, by=by, at=at)


@transaction.atomic
def open_signup(activity: Activity, *, by: Any, at: datetime) -> Activity:
    """Earlier than planned, or again after closing."""
    activity = _held(activity, S.APPROVED, S.RECRUITING_CLOSED)
    if activity.starts_at <= at:
        raise WrongState(state=activity.get_state_display())
    activity.signup_opens_at = min(activity.signup_opens_at, at)
    if activity.signup_closes_at <= at:
        activity.signup_closes_at = activity.starts_at
    _move(activity, S.RECRUITING, "activity.opened", by=by, at=at)
    return activity


@transaction.atomic
def close_signup(activity: Activity, *, by: Any, at: datetime) -> Activity:
    """Before time. The window is shortened too, so that the start does not open it again."""
    activity = _held(activity, S.RECRUITING)
    activity.signup_closes_at = max(at, activity.signup_opens_at + timedelta(minutes=1))
    _move(activity, S.RECRUITING_CLOSED, "activity.closed", by=by, at=at)
    return activity


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, by: Any, at: datetime) -> Activity:
    """Called off before it begins: everybody is released without penalty and told why."""
    if not reason.strip():
        raise ReasonMissing
    activity = _held(activity, S.PENDING_REVIEW, S.APPROVED, S.RECRUITING, S.RECRUITING_CLOSED)
    activity.note = reason.strip()[:300]
    released = release(activity.pk, by=by, at=at)
    activity.taken = 0
    _move(activity, S.CANCELLED, "activity.cancelled", by=by, at=at, released=released)
    return activity


def _publish(activity: Activity, *, by: Any, at: datetime) -> None:
    activity.published_at, activity.note = at, ""
    _move(activity, S.APPROVED, "activity.approved", by=by, at=at)
    _tell("activity.published", activity, by=by, at=at)
    if activity.signup_opens_at <= at:
        _move(activity, S.RECRUITING, "activity.opened", by=by, at=at)


def _decline(activity: Activity, state: ActivityState, verb: str, *, reason: str, by: Any, at: datetime) -> Activity:
    if not reason.strip():
        raise ReasonMissing
    activity = _held(activity, S.PENDING_REVIEW)
    _may_decide(activity, by)
    activity.note = reason.strip()[:300]
    _move(activity, state, verb, by=by, at=at)
    return activity


def _may_decide(activity: Activity, by: Any) -> None:
    """Maker is never checker."""
    if activity.submitted_by_id == by.pk:
        raise OwnSubmission
    if not approval.may_approve(by, activity):
        raise NotYoursToApprove


def _held(activity: Activity, *states: ActivityState) -> Activity:
    locks.hold([activity.pk])
    rows = Activity.objects.select_for_update(of=("self",))  # the clock moves states without the activity's lock
    fresh = rows.select_related("project__organization", "organization").get(pk=activity.pk)
    if fresh.state not in states:
        raise WrongState(state=fresh.get_state_display())
    return fresh


def _move(activity: Activity, state: ActivityState, verb: str, *, by: Any, at: datetime, **payload: Any) -> None:
    activity.state = state
    activity.save()
    _tell(verb, activity, by=by, at=at, **payload)


def _tell(verb: str, activity: Activity, *, by: Any, at: datetime, **payload: Any) -> None:
    journal.write(
        verb,
        about=activity,
        by=by,
        at=at,
        organization=activity.organization_id,
        payload={
            "project_id": str(activity.project_id),
            "level": activity.approval_level,
            **payload,
        },
        policies=activity.policies,
    )
