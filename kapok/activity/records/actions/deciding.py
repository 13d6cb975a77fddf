"""A record keeper decides on a record. The first of two wins; the other is told. Never on one's own hours."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kapok.activity.activities.models import Activity, ApprovalLevel
from kapok.activity.records import lines, totals
from kapok.activity.records.actions.settling import move_on
from kapok.activity.records.models import RecordState, ServiceRecord
from kapok.activity.records.queries import decides
from kapok.activity.records.refusals import (
    DecidedAlready,
    HigherLevelDecides,
    MinutesOutOfRange,
    NotEffective,
    NotPending,
    OwnRecord,
    ReasonNeeded,
)
from kapok.core import journal
from kapok.core.common.ids import new_id


@transaction.atomic
def confirm(record: ServiceRecord, *, by: Any, at: datetime) -> ServiceRecord:
    """The hours count as they were recorded."""
    held = _held(record, by)
    if held.state != RecordState.PENDING:
        raise NotPending
    decided = _next(held, by=by, at=at, state=RecordState.EFFECTIVE)
    totals.add([totals.of(decided)])
    return _tell("record.confirmed", decided, by=by, at=at)


@transaction.atomic
def adjust(record: ServiceRecord, *, minutes: int, reason: str, by: Any, at: datetime) -> ServiceRecord:
    """The hours count, but other than recorded; also corrects a record that counts already."""
    held = _held(record, by)
    if held.state not in (RecordState.PENDING, RecordState.EFFECTIVE):
        raise NotPending
    most = int((held.served.upper - held.served.lower).total_seconds() // 60)
    if not 1 <= minutes <= most:
        raise MinutesOutOfRange(most=most)
    before = held.service_minutes
    counted = held.state == RecordState.EFFECTIVE
    decided = _next(
        held,
        by=by,
        at=at,
        state=RecordState.EFFECTIVE,
        service_minutes=minutes,
        reason=_stated(reason),
    )
    change = totals.of(decided)
    if counted:
        totals.correct(change._replace(minutes=minutes - before, records=0))
    else:
        totals.add([change])
    return _tell("record.adjusted", decided, by=by, at=at, before=before)


@transaction.atomic
def reject(record: ServiceRecord, *, reason: str, by: Any, at: datetime) -> ServiceRecord:
    """The hours do not count."""
    held = _held(record, by)
    if held.state != RecordState.PENDING:
        raise NotPending
    decided = _next(held, by=by, at=at, state=RecordState.REJECTED, reason=_stated(reason))
    return _tell("record.rejected", decided, by=by, at=at)


@transaction.atomic
def void(record: ServiceRecord, *, reason: str, by: Any, at: datetime) -> ServiceRecord:
    """A record that counted counts no more (fraud, an excluded class, a duplicate). Nothing is deleted."""
    held = _held(record, by)
    if held.state != RecordState.EFFECTIVE:
        raise NotEffective
    decided = _next(held, by=by, at=at, state=RecordState.VOID, reason=_stated(reason))
    totals.correct(totals.of(held, times=-1))
    return _tell("record.void", decided, by=by, at=at)


def _held(record: ServiceRecord, by: Any) -> ServiceRecord:
    """Lock the version that was looked at; if it is no longer the current one, somebody was quicker.

    The activity first, as a settlement does: of two who decide the last records, the second closes it.
    """
    Activity.objects.select_for_update(no_key=True).filter(pk=record.activity_id).first()
    held = ServiceRecord.objects.select_for_update().get(volunteer_id=record.volunteer_id, id=record.id)
    if not held.is_current:
        raise DecidedAlready
    if by.pk == held.volunteer_user_id:
        raise OwnRecord
    if not decides(by, held):
        level = ApprovalLevel(held.level)
        raise HigherLevelDecides(hours=8 if level == ApprovalLevel.PARENT else 12, who=level.label)
    return held


def _stated(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()[:200]


def _next(held: ServiceRecord, *, by: Any, at: datetime, **changes: Any) -> ServiceRecord:
    """Stamp this version superseded and write the next."""
    ServiceRecord.objects.filter(volunteer_id=held.volunteer_id, id=held.id).update(superseded_at=at)
    values = {field.attname: getattr(held, field.attname) for field in held._meta.concrete_fields}
    values |= {"id": new_id(), "version": held.version + 1, "written_at": at, "superseded_at": None}
    values |= {"decided_by_id": by.pk, "reason": "", **changes}
    return ServiceRecord.objects.create(**values)


def _tell(verb: str, record: ServiceRecord, *, by: Any, at: datetime, **more: Any) -> ServiceRecord:
    reason = {"reason": record.reason} if record.reason else {}
    journal.write(
        verb, by=by, about=lines.about(record), at=at, person=record.volunteer_id,
        organization=record.organization_id, payload=lines.told(record, **reason, **more), policies=record.policies,
    )  # fmt: skip
    activity = Activity.objects.filter(pk=record.activity_id).first()
    if activity is not None:
        move_on(activity, by=by, at=at)
    return record
