"""What time does by itself. Set-based and idempotent: a worker that was away catches up in one go.

Sign-up and the lists go by times, not only by states, so they are right while the worker lags.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from kapok.activity.activities.models import Activity, ActivityState
from kapok.activity.activities.rules import rulebook
from kapok.core import journal
from kapok.core.common import workdays

SIGN_IN_OPENS_BEFORE = timedelta(minutes=30)
S = ActivityState

MOVE = """
UPDATE activities_activity SET state = %s WHERE state = ANY(%s) AND {when}
RETURNING id, organization_id, project_id
"""


@transaction.atomic
def open_signups(at: datetime) -> int:
    return _move((S.APPROVED,), S.RECRUITING, "activity.opened", "signup_opens_at <= %s", at)


@transaction.atomic
def close_signups(at: datetime) -> int:
    return _move((S.RECRUITING,), S.RECRUITING_CLOSED, "activity.closed", "signup_closes_at <= %s", at)


@transaction.atomic
def start(at: datetime) -> int:
    waiting = (S.APPROVED, S.RECRUITING, S.RECRUITING_CLOSED)
    return _move(waiting, S.IN_PROGRESS, "activity.started", "starts_at <= %s", at + SIGN_IN_OPENS_BEFORE, at)


@transaction.atomic
def end(at: datetime) -> int:
    """The ten working days in which the hours must be recorded begin (BR-50)."""
    over = Activity.objects.select_for_update(of=("self",)).filter(state=S.IN_PROGRESS, ends_at__lte=at)
    rows = list(over.order_by("pk"))
    for activity in rows:
        rules = rulebook(activity.region_id, activity.organization_id, at)
        day = timezone.localtime(activity.ends_at).date()
        activity.settle_by, _exact = workdays.expected(day, rules.record_within_working_days)
        activity.state = S.SETTLING
    Activity.objects.bulk_update(rows, ["state", "settle_by"])
    _tell("activity.ended", [(row.pk, row.organization_id, row.project_id) for row in rows], at)
    return len(rows)


@transaction.atomic
def fall_overdue(at: datetime) -> int:
    return _move(
        (S.SETTLING,),
        S.OVERDUE,
        "activity.overdue",
        "settle_by < %s::date",
        timezone.localtime(at).date(),
        at,
    )


def tick(at: datetime) -> dict[str, int]:
    """Everything that is due, in the order of an activity's life."""
    return {
        "opened": open_signups(at),
        "closed": close_signups(at),
        "started": start(at),
        "ended": end(at),
        "overdue": fall_overdue(at),
    }


def _move(states: Sequence[str], to: str, verb: str, when: str, moment: date, at: datetime | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(MOVE.format(when=when), [str(to), [str(state) for state in states], moment])
        moved = cursor.fetchall()
    _tell(verb, moved, at or moment)  # type: ignore[arg-type]
    return len(moved)


def _tell(verb: str, moved: Sequence[tuple], at: datetime) -> None:
    journal.write_many(
        journal.Entry(
            verb=verb,
            about=("activity", activity_id),
            at=at,
            organization=organization_id,
            payload={"project_id": str(project_id)},
        )
        for activity_id, organization_id, project_id in moved
    )
