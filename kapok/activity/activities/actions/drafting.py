"""Writing down what an organiser plans, and changing it while that is still possible."""

import os
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapok.activity.activities import checks, indexing, locks
from kapok.activity.activities.actions import waiting
from kapok.activity.activities.models import (
    OPEN,
    PUBLIC_STATES,
    Activity,
    ActivitySession,
    ActivityState,
    Position,
)
from kapok.activity.activities.plans import Plan, PositionPlan, SessionPlan, plan_of, shifted
from kapok.activity.projects.models import Project
from kapok.core import journal
from kapok.core.common.refusals import Refusal

CHANGEABLE = (ActivityState.DRAFT, *PUBLIC_STATES[:4])


class NotChangeable(Refusal):
    message = _("This activity can no longer be changed.")


class CapacityBelowConfirmed(Refusal):
    message = _("%(confirmed)s people already have a place here; the number cannot go below that.")
    field = "capacity"


class HasSignUps(Refusal):
    message = _("People have signed up: this session or position cannot be taken away or moved.")
    field = "sessions"


class NeedsAnotherApproval(Refusal):
    message = _("With these hours somebody else would have to approve. Copy the activity instead.")
    field = "sessions"


@transaction.atomic
def draft(project: Project, *, plan: Plan, by: Any, at: datetime) -> Activity:
    organization = project.organization
    activity = Activity(
        project=project,
        organization=organization,
        substation=organization.substation,
        created_at=at,
    )
    _write(activity, plan)
    _tell("activity.drafted", activity, by=by, at=at)
    return activity


@transaction.atomic
def revise(activity: Activity, *, plan: Plan, by: Any, at: datetime) -> Activity:
    """Anything about a draft; of a published activity what does not touch those who signed up."""
    locks.hold([activity.pk])
    rows = Activity.objects.select_for_update(of=("self",))  # the clock moves states without the activity's lock
    activity = rows.select_related("project__organization").get(pk=activity.pk)
    if activity.state not in CHANGEABLE:
        raise NotChangeable
    if activity.state != ActivityState.DRAFT:
        _still_publishable(activity, plan, at)
    _write(activity, plan)
    for position in activity.positions.order_by("pk"):
        waiting.fill(position.pk, at=at, by=by)
    _tell("activity.changed", activity, by=by, at=at)
    return activity


@transaction.atomic
def copy(activity: Activity, *, first_day: date, by: Any, at: datetime) -> Activity:
    """The same again, as a draft whose first session lies on `first_day`."""
    days = first_day - timezone.localtime(activity.starts_at).date()
    plan = shifted(plan_of(activity), days, opens_at=at.replace(second=0, microsecond=0))
    return draft(activity.project, plan=plan, by=by, at=at)


@transaction.atomic
def change_capacity(position: Position, *, capacity: int, by: Any, at: datetime) -> Position:
    """More places go to the waiting list at once; never fewer than are taken."""
    locks.hold([position.activity_id])
    position = Position.objects.select_related("activity").get(pk=position.pk)
    _set_capacity(position, capacity)
    activity = position.activity
    activity.places = sum(activity.positions.values_list("capacity", flat=True))
    activity.save(update_fields=["places"])
    waiting.fill(position.pk, at=at, by=by)
    _tell("activity.changed", activity, by=by, at=at, position_id=str(position.pk), capacity=capacity)
    return position


def _set_capacity(position: Position, capacity: int) -> None:
    if capacity < position.confirmed:
        raise CapacityBelowConfirmed(confirmed=position.confirmed)
    position.capacity = capacity
    position.save(update_fields=["capacity"])


def _still_publishable(activity: Activity, plan: Plan, at: datetime) -> None:
    allowed = {
        "starts_in_the_past",
        "signup_over",
        "organization_not_active",
        "project_not_running",
    }
    found = [each for each in checks.problems(activity.project, plan, at) if each.code not in allowed]
    if found:
        raise checks.NotPublishable(found)
    level = checks.approval_level(plan.minutes_per_day, checks.rules_for(activity.project, plan, at))
    if level != activity.approval_level:
        raise NeedsAnotherApproval


def _write(activity: Activity, plan: Plan) -> None:
    for name, value in plan.values.items():
        setattr(activity, name, value)
    activity.starts_at, activity.ends_at = plan.starts_at, plan.ends_at
    activity.minutes_per_day, activity.places = plan.minutes_per_day, plan.places
    indexing.place(activity)
    activity.save(force_insert=activity._state.adding)
    activity.service_fields.set(plan.service_fields)
    _write_sessions(activity, plan.sessions)
    indexing.index(activity)


def _write_sessions(activity: Activity, wanted: list[SessionPlan]) -> None:
    kept = {session.id for session in wanted if session.id}
    _drop(activity.sessions.exclude(pk__in=kept), "positions__signups")
    existing = activity.sessions.in_bulk()
    for plan in wanted:
        session = existing.get(plan.id) or ActivitySession(activity=activity, code_secret=os.urandom(32))
        moved = (session.starts_at, session.ends_at) != (plan.starts_at, plan.ends_at)
        if moved and plan.id and session.positions.filter(signups__state__in=OPEN).exists():
            raise HasSignUps
        session.name, session.name_en = plan.name, plan.name_en
        session.starts_at, session.ends_at = plan.starts_at, plan.ends_at
        session.save()
        _write_positions(session, plan.positions)


def _write_positions(session: ActivitySession, wanted: list[PositionPlan]) -> None:
    kept = {position.id for position in wanted if position.id}
    _drop(session.positions.exclude(pk__in=kept), "signups")
    existing = session.positions.in_bulk()
    for plan in wanted:
        position = existing.get(plan.id) or Position(
            session=session, activity_id=session.activity_id, capacity=plan.values["capacity"]
        )
        for name, value in plan.values.items():
            if name != "capacity":
                setattr(position, name, value)
        position.save()
        _set_capacity(position, plan.values["capacity"])
        position.skills.set(plan.skills)


def _drop(rows: Any, signups: str) -> None:
    if rows.filter(**{f"{signups}__isnull": False}).exists():
        raise HasSignUps
    rows.delete()


def _tell(verb: str, activity: Activity, *, by: Any, at: datetime, **payload: Any) -> None:
    journal.write(
        verb,
        about=activity,
        by=by,
        at=at,
        organization=activity.organization_id,
        payload={"project_id": str(activity.project_id), **payload},
    )


def first_free_day(activity: Activity, at: datetime) -> date:
    """The next day of the same weekday: what a copy most likely wants."""
    day, today = (timezone.localtime(each).date() for each in (activity.starts_at, at))
    weeks = max((today - day) // timedelta(days=7) + 1, 1)
    return day + timedelta(days=7 * weeks)
