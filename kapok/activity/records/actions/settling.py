"""Attendance becomes records: of a whole activity at once, and again whenever there is something new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from kapok.activity.activities.models import Activity, ActivityState, ApprovalLevel
from kapok.activity.attendance.models import Attendance, AttendanceState, TrustClass
from kapok.activity.records import lines, reckoning, totals
from kapok.activity.records.bulk import copy_in
from kapok.activity.records.models import RecordClass, RecordState, ServiceRecord
from kapok.activity.records.reckoning import DayMinutes, Rules, Served
from kapok.activity.records.refusals import NotOverYet
from kapok.core import journal
from kapok.core.access import Permission
from kapok.core.access.roles import ROLES
from kapok.core.common import workdays
from kapok.core.common.ids import new_id
from kapok.core.journal.models import Line
from kapok.organization.organizations.models import Membership

LEADING = [key for key, role in ROLES.items() if Permission.ATTENDANCE_LEAD in role.permissions]
COLUMNS = [str(field.column) for field in ServiceRecord._meta.concrete_fields]
LINE_COLUMNS = [
    "at", "id", "verb", "by_id", "about_type", "about_id", "person_id", "organization_id", "payload", "policies",
]  # fmt: skip
EVALUATE = """
UPDATE attendance_attendance a SET state = 'evaluated'
FROM unnest(%s::uuid[], %s::uuid[]) AS done (volunteer_id, session_id)
WHERE a.activity_id = %s AND a.state = 'closed'
  AND a.volunteer_id = done.volunteer_id AND a.session_id = done.session_id
"""
# The clock moves an activity that is over to "settling"; closing does not wait for it.
OVER = (
    ActivityState.APPROVED,
    ActivityState.RECRUITING,
    ActivityState.RECRUITING_CLOSED,
    ActivityState.IN_PROGRESS,
    ActivityState.SETTLING,
    ActivityState.OVERDUE,
)


@dataclass(frozen=True)
class Settled:
    """What a settlement did: records that count at once, records that wait, people with nothing to record."""

    effective: int = 0
    pending: int = 0
    nothing: int = 0


@dataclass(frozen=True)
class Context:
    """What every record of one settlement shares."""

    activity: Activity
    rules: Rules
    leaders: frozenset[UUID]
    days: DayMinutes
    due: dict[UUID, date]
    at: datetime


@transaction.atomic
def settle(activity: Activity, *, by: Any, at: datetime) -> Settled:
    """Write a record for everybody whose attendance of a session that is over is complete.

    Settling again writes only what is new. A record counts at once when its hours lie inside the first band of
    BR-34, both ends of every stretch were proved by a code, and the volunteer leads nothing here; else
    it waits for somebody who is not the volunteer. The activity closes when nothing is left to decide.
    """
    activity = Activity.objects.select_for_update(of=("self",)).select_related("organization").get(pk=activity.pk)
    if not activity.sessions.filter(ends_at__lte=at).exists():
        raise NotOverYet
    everybody = reckoning.served(activity.pk, at)
    outcome = _write(_context(activity, everybody, at), everybody, by) if everybody else Settled()
    move_on(activity, by=by, at=at)
    return outcome


def _context(activity: Activity, everybody: Sequence[Served], at: datetime) -> Context:
    rules = reckoning.rules_for(activity, at)
    leaders = Membership.objects.filter(
        organization_id=activity.organization_id, role__in=LEADING, ended_at__isnull=True
    )
    ends = {each.session_id: each.first.ends_at for each in everybody}
    due = {session: workdays.expected(timezone.localdate(end), rules.due_workdays)[0] for session, end in ends.items()}
    return Context(
        activity=activity,
        rules=rules,
        leaders=frozenset(leaders.values_list("user_id", flat=True)),
        days=reckoning.minutes_of_days(everybody),
        due=due,
        at=at,
    )


def _write(context: Context, everybody: Sequence[Served], by: Any) -> Settled:
    counted = [each for each in everybody if each.counts(context.rules)]
    records = [_record(context, each) for each in counted]
    copy_in(ServiceRecord, COLUMNS, (_row(record) for record in records))
    effective = [record for record in records if record.state == RecordState.EFFECTIVE]
    totals.add(totals.of(record) for record in effective)
    with connection.cursor() as cursor:
        whose = [each.volunteer_id for each in everybody], [each.session_id for each in everybody]
        cursor.execute(EVALUATE, [*whose, context.activity.pk])
    copy_in(Line, LINE_COLUMNS, (_line(record, context, by) for record in records))
    return Settled(len(effective), len(records) - len(effective), len(everybody) - len(counted))


def _record(context: Context, served: Served) -> ServiceRecord:
    activity, organization = context.activity, context.activity.organization
    longest = max(context.days[served.volunteer_id, day] for day in served.by_day())
    level = reckoning.level_of(longest, context.rules.bands)
    return ServiceRecord(
        volunteer_id=served.volunteer_id,
        volunteer_user_id=served.user_id,
        organization_id=organization.pk,
        activity_id=activity.pk,
        session_id=served.session_id,
        position_name=served.first.position_name,
        position_name_en=served.first.position_name_en,
        activity_name=activity.name,
        activity_name_en=activity.name_en,
        organization_name=organization.name,
        organization_name_en=organization.name_en,
        place=activity.address,
        region_code=activity.region_id,
        content=activity.content[:200],
        content_en=activity.content_en[:300],
        person_in_charge=activity.person_in_charge,
        service_day=served.day,
        served=DateTimeTZRange(*served.from_to),
        actual_minutes=served.actual,
        service_minutes=served.service_minutes(context.rules),
        record_class=RecordClass.CREDIT,
        trust_class=served.trust,
        evidence=served.evidence,
        state=RecordState.EFFECTIVE if _is_clean(context, served, level) else RecordState.PENDING,
        level=level,
        due_on=context.due[served.session_id],
        policies=context.rules.pins,
        written_at=context.at,
    )


def _is_clean(context: Context, served: Served, level: ApprovalLevel) -> bool:
    return (
        context.rules.at_once
        and level == ApprovalLevel.SELF
        and served.trust == TrustClass.A
        and served.user_id not in context.leaders
    )


def _row(record: ServiceRecord) -> list[Any]:
    return [getattr(record, field.attname) for field in ServiceRecord._meta.concrete_fields]


def _line(record: ServiceRecord, context: Context, by: Any) -> tuple[Any, ...]:
    verb = "record.effective" if record.state == RecordState.EFFECTIVE else "record.pending"
    return (
        context.at, new_id(), verb, getattr(by, "pk", by), *lines.about(record), record.volunteer_id,
        record.organization_id, rfc8785.dumps(lines.told(record)).decode(), record.policies,
    )  # fmt: skip


def move_on(activity: Activity, *, by: Any, at: datetime) -> None:
    """An activity that is over closes when no presence and no record is left open."""
    if activity.ends_at > at or activity.state not in OVER or _something_open(activity):
        return
    activity.state = ActivityState.CLOSED
    activity.save(update_fields=["state"])
    journal.write("activity.settled", by=by, about=activity, at=at, organization=activity.organization_id)


def _something_open(activity: Activity) -> bool:
    waiting = [AttendanceState.OPENED, AttendanceState.DANGLING, AttendanceState.CLOSED]
    return (
        Attendance.objects.filter(activity_id=activity.pk, state__in=waiting).exists()
        or ServiceRecord.objects.pending().filter(activity_id=activity.pk).exists()
    )
