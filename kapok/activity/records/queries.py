"""Questions about records that more than one caller asks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from kapok.activity.activities.models import ApprovalLevel
from kapok.activity.attendance.limits import OUT_GRACE
from kapok.activity.attendance.models import Attendance, AttendanceState
from kapok.activity.records.models import (
    RecordState,
    ServiceRecord,
    ServiceRecordQuerySet,
    VolunteerTotals,
)
from kapok.core.access import PLATFORM, Permission, Scope, grants_of, scopes_where
from kapok.core.regions.codes import prefix

LOOK_BACK = timedelta(days=90)  # what is closed later than that is settled from its own page


def totals_of(volunteer_id: UUID) -> VolunteerTotals:
    """A person's totals; zeros for somebody who has not served yet."""
    return VolunteerTotals.objects.filter(pk=volunteer_id).first() or VolunteerTotals(volunteer_id=volunteer_id)


def lifetime_minutes(volunteer_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    rows = VolunteerTotals.objects.filter(pk__in=volunteer_ids)
    return {row.pk: row.lifetime_minutes for row in rows}


def of_volunteer(volunteer_id: UUID) -> ServiceRecordQuerySet:
    """A person's records as they stand now."""
    return ServiceRecord.objects.current().filter(volunteer_id=volunteer_id)


def years_of(volunteer_id: UUID) -> list[int]:
    """The years in which a person served, newest first."""
    return [day.year for day in of_volunteer(volunteer_id).dates("service_day", "year", order="DESC")]


def one_of(volunteer_id: UUID, uid: UUID) -> ServiceRecord | None:
    return of_volunteer(volunteer_id).filter(uid=uid).first()


def versions(record: ServiceRecord) -> list[ServiceRecord]:
    rows = ServiceRecord.objects.filter(volunteer_id=record.volunteer_id, uid=record.uid)
    return list(rows.order_by("version"))


def served_by(volunteer_id: UUID, *, first: date, last: date) -> ServiceRecordQuerySet:
    """What counts in a stretch of days: the lines of a certificate."""
    return (
        ServiceRecord.objects.effective()
        .filter(volunteer_id=volunteer_id, service_day__range=(first, last))
        .order_by("service_day", "id")
    )


def for_reviewer(user: Any, *, current: bool = True) -> ServiceRecordQuerySet:
    """The records in the scopes where this person confirms records; as they stand, or every version."""
    rows = ServiceRecord.objects.current() if current else ServiceRecord.objects.all()
    return rows.filter(_within(scopes_where(user, Permission.RECORD_CONFIRM)))


def _within(scopes: frozenset[Scope]) -> Q:
    if PLATFORM in scopes:
        return Q()
    organizations = [scope.key for scope in scopes if scope.kind == "organization"]
    inside = Q(organization_id__in=organizations)
    for scope in scopes:
        if scope.kind == "region":
            inside |= Q(region_code__startswith=prefix(scope.key))
    return inside


def pending_for(user: Any) -> ServiceRecordQuerySet:
    """What waits for this person: not their own, and of a level they decide on."""
    rows = for_reviewer(user).filter(state=RecordState.PENDING)
    rows = rows.exclude(volunteer_user_id=user.pk)
    return rows.filter(level__in=levels_of(user))


def levels_of(user: Any) -> set[str]:
    """The levels of BR-34 this person decides on somewhere."""
    levels: set[str] = set()
    for scope in scopes_where(user, Permission.RECORD_CONFIRM):
        levels |= _levels_in(scope)
    return levels


def decides(user: Any, record: ServiceRecord) -> bool:
    """Whether a role of this person reaches the record and is high enough for its hours."""
    scopes = {PLATFORM, *record.access_scopes()}
    return any(
        grant.scope in scopes
        and Permission.RECORD_CONFIRM in grant.role.permissions
        and record.level in _levels_in(grant.scope)
        for grant in grants_of(user)
    )


def _levels_in(scope: Scope) -> set[str]:
    levels = {ApprovalLevel.SELF.value}
    if scope.kind != "organization":
        levels.add(ApprovalLevel.PARENT.value)
    if scope == PLATFORM or (scope.kind == "region" and scope.key.endswith("0000")):
        levels.add(ApprovalLevel.PROVINCE.value)
    return levels


def is_overdue(record: ServiceRecord) -> bool:
    return record.state == RecordState.PENDING and record.due_on < timezone.localdate()


def to_settle(at: datetime) -> set[UUID]:
    """Activities with a session that is over, grace included, and presence that is ended and not counted."""
    rows = Attendance.objects.filter(
        state=AttendanceState.CLOSED,
        session__ends_at__lte=at - OUT_GRACE,
        session__ends_at__gte=at - LOOK_BACK,
    )
    return set(rows.values_list("activity_id", flat=True).distinct())
