"""Questions about activities that more than one caller asks: lists, standings, lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.utils import timezone

from kapok.activity.activities import search
from kapok.activity.activities.eligibility import Reason, eligibility_of
from kapok.activity.activities.models import (
    OPEN,
    Activity,
    ActivitySession,
    Position,
    SignUp,
)
from kapok.core.regions.codes import ancestors
from kapok.organization.volunteers.models import Volunteer

PUBLIC_KEYS = ("starts_at", "id")  # how `public_list` is paged (core/common/paging)


def public_list(
    *,
    text: str = "",
    region: str = "",
    since: date | datetime | None = None,
    until: date | datetime | None = None,
    field: str = "",
    with_places: bool = False,
    suits: Volunteer | None = None,
    organization: UUID | None = None,
    substation: UUID | None = None,
    at: datetime,
) -> QuerySet[Activity]:
    """Public activities that are not over, each filter given narrowing the list; page by
    PUBLIC_KEYS.

    Without `since` it begins with what has not started yet, so that the index answers from its
    place.
    """
    found: QuerySet[Activity] = Activity.objects.public().select_related("organization", "region")
    found = found.filter(starts_at__gte=_moment(since) if since else at)
    if until:
        found = found.filter(starts_at__lt=_moment(until, after=True))
    if text.strip():
        found = _matching(found, text)
    if region:
        found = _inside(found, region)
    if field:
        of_field = Activity.service_fields.through.objects.filter(activity=OuterRef("pk"), servicefield=field)
        found = found.filter(Exists(of_field))
    if organization:
        found = found.filter(organization=organization)
    if substation:
        found = found.filter(substation=substation)
    if with_places:
        found = found.filter(taken__lt=F("places"), signup_closes_at__gt=at)
    return _suiting(found, suits, at) if suits else found


def _moment(day: date | datetime, *, after: bool = False) -> datetime:
    """A day is meant whole: from its first moment, or up to and with its last."""
    if isinstance(day, datetime):
        return day
    moment = timezone.make_aware(datetime.combine(day, time.min))
    return moment + timedelta(days=1) if after else moment


def _inside(found: QuerySet[Activity], region: str) -> QuerySet[Activity]:
    """By city, the index gives the list in its order; what is smaller is picked out of its city."""
    path = ancestors(region)
    if len(path) > 1:
        found = found.filter(region_path__1=path[1])
    return found if len(path) == 2 else found.filter(region_path__contains=[region])


def _matching(found: QuerySet[Activity], text: str) -> QuerySet[Activity]:
    lone = search.lone_character(text)
    if lone:
        return found.filter(name__contains=lone)
    wanted = search.query(text)
    if not wanted:
        return found.none()
    return found.filter(search=SearchQuery(wanted, search_type="raw", config="simple"))


def _suiting(found: QuerySet[Activity], volunteer: Volunteer, at: datetime) -> QuerySet[Activity]:
    """In the volunteer's city and fields, with an open place that asks for nothing they lack."""
    age = volunteer.age_on(timezone.localtime(at).date())
    fields = list(volunteer.service_fields.values_list("pk", flat=True))
    skills = list(volunteer.skills.values_list("pk", flat=True))
    open_to_them = (
        Position.objects.filter(activity=OuterRef("pk"), confirmed__lt=F("capacity"))
        .filter(Q(minimum_age=None) | Q(minimum_age__lte=age))
        .filter(Q(maximum_age=None) | Q(maximum_age__gte=age))
        .exclude(pk__in=Position.skills.through.objects.exclude(skill__in=skills).values("position"))
    )
    mine = SignUp.objects.filter(activity=OuterRef("pk"), volunteer=volunteer, state__in=OPEN)
    found = found.filter(
        Exists(open_to_them),
        ~Exists(mine),
        signup_closes_at__gt=at,
        region_path__contains=[volunteer.home_region_id[:4] + "00"],
    )
    if fields:
        linked = Activity.service_fields.through.objects.filter(activity=OuterRef("pk"), servicefield__in=fields)
        found = found.filter(Exists(linked))
    return found if age >= 18 else found.filter(risky=False)


def upcoming_sessions(activity: Activity, at: datetime) -> QuerySet[ActivitySession]:
    return activity.sessions.filter(ends_at__gt=at).prefetch_related("positions__skills")


@dataclass
class Standing:
    """How one position stands to one person: what the card beside the button says."""

    position: Position
    reasons: list[Reason] = field(default_factory=list)
    signup: SignUp | None = None
    place_in_line: int | None = None

    @property
    def left(self) -> int:
        return self.position.capacity - self.position.confirmed

    @property
    def may_ask(self) -> bool:
        return not self.reasons and self.signup is None


def standings(positions: Sequence[Position], volunteer: Volunteer | None, at: datetime) -> list[Standing]:
    """For every position of a page, in a fixed number of statements."""
    if not positions:
        return []
    reasons = eligibility_of([position.pk for position in positions], volunteer, at)
    signups = _open_signups(positions, volunteer)
    return [
        Standing(
            position=position,
            reasons=reasons.get(position.pk, []),
            signup=signups.get(position.pk),
            place_in_line=getattr(signups.get(position.pk), "ahead", None),
        )
        for position in positions
    ]


def _open_signups(positions: Sequence[Position], volunteer: Volunteer | None) -> dict[UUID, SignUp]:
    if volunteer is None:
        return {}
    own = SignUp.objects.filter(volunteer=volunteer, position__in=positions, state__in=OPEN)
    return {signup.position_id: signup for signup in with_place_in_line(own)}


def with_place_in_line(signups: QuerySet[SignUp]) -> QuerySet[SignUp]:
    """Adds `ahead`: 1 for the first in line, None for whoever is not waiting."""
    line = (
        SignUp.objects.filter(position=OuterRef("position"), state="waitlisted", queued__lte=OuterRef("queued"))
        .order_by()
        .values("position")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return signups.annotate(ahead=Case(When(state="waitlisted", then=Subquery(line)), default=None))


def waiting_counts(activity: Activity) -> dict[UUID, int]:
    rows = activity.signups.filter(state="waitlisted").values("position").annotate(number=Count("pk"))
    return {row["position"]: row["number"] for row in rows.order_by()}


def own_signups(volunteer: Volunteer) -> QuerySet[SignUp]:
    rows = SignUp.objects.filter(volunteer=volunteer).select_related(
        "activity__organization", "activity__region", "position__session"
    )
    return with_place_in_line(rows)


def upcoming_signups(volunteer: Volunteer, at: datetime) -> QuerySet[SignUp]:
    open_ones = own_signups(volunteer).filter(state__in=OPEN, position__session__ends_at__gt=at)
    return open_ones.order_by("position__session__starts_at", "pk")


def roster(activity: Activity, session: ActivitySession | None = None) -> QuerySet[SignUp]:
    """Who comes, for the leader: confirmed first, then the line."""
    rows = activity.signups.filter(state__in=OPEN).select_related("volunteer__user", "position__session")
    if session:
        rows = rows.filter(position__session=session)
    return rows.order_by("position__session__starts_at", "position_id", "state", "queued")


def public_activity(activity_id: UUID) -> Activity | None:
    rows = Activity.objects.public().select_related("organization", "project", "region", "substation")
    return rows.prefetch_related("service_fields", "sessions__positions__skills").filter(pk=activity_id).first()


def counts_by_state(activities: QuerySet[Activity]) -> dict[str, int]:
    rows: Any = activities.order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def figures(activities: QuerySet[Activity]) -> dict[str, int]:
    """Places offered and taken in what is still to come or running."""
    running = activities.filter(state__in=("approved", "recruiting", "recruiting_closed", "in_progress"))
    sums = running.aggregate(places=Sum("places"), taken=Sum("taken"))
    waiting = SignUp.objects.filter(activity__in=running, state="waitlisted").count()
    return {"places": sums["places"] or 0, "taken": sums["taken"] or 0, "waiting": waiting}
