"""What an organiser wants, before it is an activity: typed in a form, sent by a program, or
copied.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from kapok.activity.activities.models import Activity, ActivitySession, Position

WORDS = (
    "name", "name_en", "content", "content_en", "region", "address", "longitude", "latitude", "crs",
    "signup_opens_at", "signup_closes_at", "cancel_until", "person_in_charge",
    "risk_disclosure", "protection",
    "risky", "insurance_policy", "insurer", "insured_from", "insured_to",
    "subsidy_fen_per_day", "picture",
)  # fmt: skip
POSITION_WORDS = (
    "name", "name_en", "capacity", "minimum_age", "maximum_age", "minimum_minutes",
)  # fmt: skip


@dataclass
class PositionPlan:
    values: dict[str, Any]
    skills: list[Any] = field(default_factory=list)
    id: UUID | None = None


@dataclass
class SessionPlan:
    starts_at: datetime
    ends_at: datetime
    positions: list[PositionPlan]
    name: str = ""
    name_en: str = ""
    id: UUID | None = None


@dataclass
class Plan:
    values: dict[str, Any]
    service_fields: list[Any]
    sessions: list[SessionPlan]

    @property
    def starts_at(self) -> datetime:
        return min(session.starts_at for session in self.sessions)

    @property
    def ends_at(self) -> datetime:
        return max(session.ends_at for session in self.sessions)

    @property
    def places(self) -> int:
        return sum(position.values["capacity"] for session in self.sessions for position in session.positions)

    @property
    def minutes_per_day(self) -> int:
        return longest_day([(session.starts_at, session.ends_at) for session in self.sessions])


def longest_day(stretches: list[tuple[datetime, datetime]]) -> int:
    """The most minutes one person could serve in one civil day; nobody is in two places at once."""
    minutes: dict[date, float] = {}
    reached: datetime | None = None
    for start, end in sorted(stretches):
        start = max(start, reached) if reached else start
        reached = max(end, reached) if reached else end
        while start < end:
            day = timezone.localtime(start).date()
            midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
            until = min(end, midnight)
            minutes[day] = minutes.get(day, 0) + (until - start).total_seconds() / 60
            start = until
    return int(max(minutes.values(), default=0))


def plan_of(activity: Activity) -> Plan:
    rows = activity.sessions.prefetch_related("positions__skills").order_by("starts_at", "id")
    return Plan(
        values={name: getattr(activity, name) for name in WORDS},
        service_fields=list(activity.service_fields.all()),
        sessions=[_session_plan(session) for session in rows],
    )


def _session_plan(session: ActivitySession) -> SessionPlan:
    positions = sorted(session.positions.all(), key=lambda each: each.pk)
    return SessionPlan(
        session.starts_at,
        session.ends_at,
        [_position_plan(each) for each in positions],
        session.name,
        session.name_en,
        session.pk,
    )


def _position_plan(position: Position) -> PositionPlan:
    values = {name: getattr(position, name) for name in POSITION_WORDS}
    return PositionPlan(values, list(position.skills.all()), position.pk)


def shifted(plan: Plan, by: timedelta, *, opens_at: datetime) -> Plan:
    """The same again, `by` later, as something new; sign-up opens no earlier than `opens_at`."""
    values = {
        **plan.values,
        "signup_opens_at": max(plan.values["signup_opens_at"] + by, opens_at),
        "signup_closes_at": plan.values["signup_closes_at"] + by,
        "cancel_until": plan.values["cancel_until"] + by,
    }
    sessions = [
        replace(
            session,
            id=None,
            starts_at=session.starts_at + by,
            ends_at=session.ends_at + by,
            positions=[replace(position, id=None) for position in session.positions],
        )
        for session in plan.sessions
    ]
    return Plan(values, list(plan.service_fields), sessions)
