"""From stretches of presence to the minutes that count. No writes here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.utils import timezone

from kapok.activity.activities.models import Activity, ApprovalLevel
from kapok.activity.attendance.models import TRUST, CheckInMode, TrustClass
from kapok.activity.records.rounding import rounded
from kapok.core import policies

# Everybody whose stretches of a session that is over are all ended, and who has no record of it yet.
STRETCHES = """
SELECT a.volunteer_id, a.session_id, v.user_id, p.name, p.name_en, s.starts_at, s.ends_at,
       lower(a.present), upper(a.present), a.in_mode, a.out_mode, a.closed_by_id IS NOT NULL
FROM attendance_attendance a
JOIN activities_activitysession s ON s.id = a.session_id
JOIN activities_signup u ON u.id = a.signup_id
JOIN activities_position p ON p.id = u.position_id
JOIN volunteers_volunteer v ON v.id = a.volunteer_id
WHERE a.activity_id = %(activity)s AND a.state = 'closed' AND s.ends_at <= %(at)s
  AND NOT EXISTS (
    SELECT FROM attendance_attendance o
    WHERE o.activity_id = %(activity)s AND o.state IN ('opened', 'dangling')
      AND o.volunteer_id = a.volunteer_id AND o.session_id = a.session_id)
  AND NOT EXISTS (
    SELECT FROM records_servicerecord r
    WHERE r.volunteer_id = a.volunteer_id AND r.session_id = a.session_id AND r.superseded_at IS NULL
      AND r.state IN ('pending_confirmation', 'effective'))
ORDER BY a.volunteer_id, a.session_id, lower(a.present)
"""
SAME_DAY = """
SELECT volunteer_id, service_day, sum(actual_minutes) FROM records_servicerecord
WHERE volunteer_id = ANY(%s) AND service_day = ANY(%s) AND superseded_at IS NULL
  AND state IN ('pending_confirmation', 'effective')
GROUP BY volunteer_id, service_day
"""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Rules:
    """What decides a settlement, read once, with the versions to pin."""

    rounding: str
    bands: tuple[int, int]  # minutes a day
    at_once: bool
    minimum_percent: int
    due_workdays: int
    pins: list[str]


def rules_for(activity: Activity, at: datetime) -> Rules:
    keys = [
        "rounding", "daily_hours_bands", "effective_on_check_out", "minimum_attendance_percent",
        "record_within_working_days",
    ]  # fmt: skip
    found = [policies.get(key, region=activity.region_id, organization=activity.organization_id, at=at) for key in keys]
    rounding, bands, at_once, percent, due = [each.value for each in found]
    return Rules(
        rounding=rounding,
        bands=(bands[0] * 60, bands[1] * 60),
        at_once=at_once,
        minimum_percent=percent,
        due_workdays=due,
        pins=sorted(each.version for each in found),
    )


@dataclass(frozen=True)
class Stretch:
    volunteer_id: UUID
    session_id: UUID
    user_id: UUID | None
    position_name: str
    position_name_en: str
    starts_at: datetime
    ends_at: datetime
    came: datetime
    went: datetime
    in_mode: str
    out_mode: str
    ended_by_leader: bool

    @property
    def counted(self) -> tuple[datetime, datetime]:
        """Only what lies within the session: coming early and leaving late is no service."""
        return max(self.came, self.starts_at), min(self.went, self.ends_at)

    @property
    def minutes(self) -> int:
        start, end = self.counted
        return max(0, (end - start) // MINUTE)

    @property
    def trust(self) -> TrustClass:
        if self.ended_by_leader:
            return TrustClass.C
        return max(TRUST[CheckInMode(self.in_mode)], TRUST[CheckInMode(self.out_mode)])

    @property
    def day(self) -> date:
        return timezone.localdate(self.came)


@dataclass
class Served:
    """What one volunteer did in one session."""

    stretches: list[Stretch]

    def __post_init__(self) -> None:
        first = self.first = self.stretches[0]
        self.volunteer_id, self.session_id, self.user_id = (
            first.volunteer_id,
            first.session_id,
            first.user_id,
        )
        self.actual = sum(each.minutes for each in self.stretches)
        self.day = first.day
        weakest = max(self.stretches, key=lambda each: each.trust)
        self.trust = weakest.trust
        self.evidence = f"{weakest.in_mode}/{weakest.out_mode}"
        self.ended_by_leader = any(each.ended_by_leader for each in self.stretches)

    @property
    def from_to(self) -> tuple[datetime, datetime]:
        return self.first.counted[0], self.stretches[-1].counted[1]

    def by_day(self) -> dict[date, int]:
        days: dict[date, int] = defaultdict(int)
        for each in self.stretches:
            days[each.day] += each.minutes
        return days

    def counts(self, rules: Rules) -> bool:
        """Whether there is anything to record: some time, and as much of the session as is asked (BR-47)."""
        whole = (self.first.ends_at - self.first.starts_at) // MINUTE
        return self.service_minutes(rules) > 0 and self.actual * 100 >= whole * rules.minimum_percent

    def service_minutes(self, rules: Rules) -> int:
        return rounded(self.actual, rules.rounding)


def served(activity_id: UUID, at: datetime) -> list[Served]:
    with connection.cursor() as cursor:
        cursor.execute(STRETCHES, {"activity": activity_id, "at": at})
        stretches = [Stretch(*row) for row in cursor.fetchall()]
    return [Served(list(group)) for _key, group in groupby(stretches, key=_whose)]


def _whose(stretch: Stretch) -> tuple[UUID, UUID]:
    return stretch.volunteer_id, stretch.session_id


DayMinutes = dict[tuple[UUID, date], int]


def minutes_of_days(everybody: Iterable[Served]) -> DayMinutes:
    """All that these people served on these days, here and in the records they have already."""
    people = list(everybody)
    total: DayMinutes = defaultdict(int)
    for each in people:
        for day, minutes in each.by_day().items():
            total[each.volunteer_id, day] += minutes
    for volunteer_id, day, minutes in _recorded(people):
        total[volunteer_id, day] += minutes
    return total


def _recorded(people: list[Served]) -> Iterator[tuple[UUID, date, int]]:
    days = sorted({day for each in people for day in each.by_day()})
    with connection.cursor() as cursor:
        cursor.execute(SAME_DAY, [[each.volunteer_id for each in people], days])
        yield from cursor.fetchall()


def level_of(longest_day: int, bands: tuple[int, int]) -> ApprovalLevel:
    """BR-34: who must agree, by the minutes of the longest day."""
    if longest_day <= bands[0]:
        return ApprovalLevel.SELF
    return ApprovalLevel.PARENT if longest_day <= bands[1] else ApprovalLevel.PROVINCE
