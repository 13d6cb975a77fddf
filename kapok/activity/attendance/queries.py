"""Questions about presence that more than one caller asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower, Upper
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapok.activity.activities.models import ActivitySession, SignUp, SignUpState
from kapok.activity.attendance import door
from kapok.activity.attendance.limits import LONGEST_STRETCH, OPENS_BEFORE, OUT_GRACE
from kapok.activity.attendance.models import Attendance, AttendanceEvent, AttendanceState
from kapok.organization.volunteers.models import Volunteer

RUNNING = frozenset({"approved", "recruiting", "recruiting_closed", "in_progress", "settling", "overdue"})

TONES = {"opened": "success", "dangling": "warning", "closed": "info", "evaluated": "primary"}


PLACE = """
SELECT v.id, v.user_id, s.id FROM volunteers_volunteer v JOIN activities_signup s ON s.volunteer_id = v.id
WHERE s.position_id = ANY(%s::uuid[]) AND s.state = 'confirmed' AND {whose} = %s
"""
PLACE_OF_USER, PLACE_OF_VOLUNTEER = PLACE.format(whose="v.user_id"), PLACE.format(whose="v.id")


@dataclass(frozen=True)
class Place:
    """One volunteer's confirmed place in one session: all that a check-in needs to know, from one query."""

    volunteer_id: UUID
    user_id: UUID | None
    signup_id: UUID
    session_id: UUID
    activity_id: UUID
    organization_id: UUID
    region: str
    state: str
    starts_at: datetime
    ends_at: datetime
    code_secret: bytes

    @property
    def id(self) -> UUID:
        """The session's, so that codes read a place as they read a session."""
        return self.session_id

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    def due_out(self, at: datetime) -> datetime:
        """When somebody who checks in at `at` is due to check out: BR-42 asks for every day its own pair."""
        if self.ends_at - self.starts_at <= LONGEST_STRETCH:
            return self.ends_at
        return min(self.ends_at, midnight_after(at))


def midnight_after(at: datetime) -> datetime:
    local = timezone.localtime(at)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def place_of(session_id: UUID, *, user_id: UUID | None = None, volunteer_id: UUID | None = None) -> Place | None:
    """A person's confirmed place. One small query a scan: what the session is, is kept for a moment."""
    facts = door.facts(session_id)
    if facts is None:
        return None
    with connection.cursor() as cursor:
        statement = PLACE_OF_USER if user_id else PLACE_OF_VOLUNTEER
        cursor.execute(statement, [list(facts.positions), user_id or volunteer_id])
        row = cursor.fetchone()
    return _place(facts, row) if row else None


def _place(facts: door.Facts, row: tuple) -> Place:
    volunteer_id, user_id, signup_id = row
    return Place(
        volunteer_id=volunteer_id,
        user_id=user_id,
        signup_id=signup_id,
        session_id=facts.session_id,
        activity_id=facts.activity_id,
        organization_id=facts.organization_id,
        region=facts.region,
        state=facts.state,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        code_secret=facts.code_secret,
    )


def places_now(user_id: UUID, at: datetime) -> list[Place]:
    """Where this person could check in or out at `at`."""
    sessions = SignUp.objects.filter(
        volunteer__user_id=user_id,
        state=SignUpState.CONFIRMED,
        position__session__starts_at__lte=at + OPENS_BEFORE,
        position__session__ends_at__gte=at - OUT_GRACE,
    ).values_list("position__session_id", flat=True)
    found = (place_of(session_id, user_id=user_id) for session_id in sessions)
    return [place for place in found if place is not None]


def present_now(session_id: UUID) -> dict[str, int]:
    """How many are in, have left, and were expected."""
    counts = Attendance.objects.filter(session_id=session_id).aggregate(
        inside=Count("volunteer_id", filter=Q(state=AttendanceState.OPENED), distinct=True),
        seen=Count("volunteer_id", filter=~Q(state=AttendanceState.ANNULLED), distinct=True),
    )
    expected = SignUp.objects.filter(position__session_id=session_id, state=SignUpState.CONFIRMED).count()
    return {**counts, "left": counts["seen"] - counts["inside"], "expected": expected}


@dataclass(frozen=True)
class RosterLine:
    volunteer: Volunteer
    position: object
    pairs: list[Attendance]

    @property
    def last(self) -> Attendance | None:
        return self.pairs[-1] if self.pairs else None

    @property
    def state(self) -> str:
        return self.last.state if self.last else "absent"

    @property
    def label(self) -> str | Promise:
        return self.last.get_state_display() if self.last else _("not here")  # type: ignore[attr-defined]

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")

    @property
    def can_come_in(self) -> bool:
        return self.state not in (AttendanceState.OPENED, AttendanceState.DANGLING)

    @property
    def can_go_out(self) -> bool:
        return self.state == AttendanceState.OPENED

    @property
    def is_dangling(self) -> bool:
        return self.state == AttendanceState.DANGLING


def signups(session: ActivitySession, text: str = "") -> QuerySet[SignUp]:
    """Everybody with a confirmed place; `text` is part of a name or of a volunteer number."""
    rows = SignUp.objects.filter(position__session=session, state=SignUpState.CONFIRMED)
    if text:
        rows = rows.filter(Q(volunteer__name__icontains=text) | Q(volunteer__volunteer_number__icontains=text))
    return rows.select_related("volunteer", "position")


def roster(session: ActivitySession, rows: Iterable[SignUp]) -> list[RosterLine]:
    """These sign-ups with what is known of their presence. One query more, however many they are."""
    chosen = list(rows)
    pairs: dict[UUID, list[Attendance]] = {}
    for pair in of_session(session.id).filter(volunteer_id__in=[each.volunteer_id for each in chosen]):
        pairs.setdefault(pair.volunteer_id, []).append(pair)
    return [RosterLine(each.volunteer, each.position, pairs.get(each.volunteer_id, [])) for each in chosen]


def of_session(session_id: UUID) -> QuerySet[Attendance]:
    return (
        Attendance.objects.filter(session_id=session_id)
        .exclude(state=AttendanceState.ANNULLED)
        .annotate(came=Lower("present"), went=Upper("present"))
        .order_by("came")
    )


def of_volunteer(volunteer_id: UUID, *, activity_id: UUID | None = None) -> QuerySet[Attendance]:
    """A person's own stretches, newest first."""
    rows = Attendance.objects.filter(volunteer_id=volunteer_id).exclude(state=AttendanceState.ANNULLED)
    if activity_id:
        rows = rows.filter(activity_id=activity_id)
    return (
        rows.select_related("session__activity")
        .annotate(came=Lower("present"), went=Upper("present"))
        .order_by("-came")
    )


def waiting_to_count(volunteer_id: UUID) -> QuerySet[Attendance]:
    """What this person did that is not a record yet: scanned in, scanned out, or forgotten to."""
    return of_volunteer(volunteer_id).filter(
        state__in=[AttendanceState.OPENED, AttendanceState.CLOSED, AttendanceState.DANGLING]
    )


def overdue_outs(at: datetime) -> QuerySet[Attendance]:
    """Open stretches whose due time and grace have passed."""
    return Attendance.objects.filter(state=AttendanceState.OPENED, present__endswith__lt=at - OUT_GRACE)


def event_of(volunteer_id: UUID, nonce: UUID) -> AttendanceEvent:
    return AttendanceEvent.objects.get(volunteer_id=volunteer_id, nonce=nonce)


def is_counted(place: Place) -> bool:
    """Whether the hours of this person in this session have been made a record."""
    return Attendance.objects.filter(
        volunteer_id=place.volunteer_id,
        session_id=place.session_id,
        state=AttendanceState.EVALUATED,
    ).exists()
