"""Where a volunteer stands on the way of stars."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapok.activity.records.models import VolunteerTotals
from kapok.activity.records.queries import totals_of
from kapok.core.access import PLATFORM, Permission, Scope, grants_of, scopes_where
from kapok.core.regions.codes import prefix
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.stars.ladder import LEVELS, Step, day_of, enrolled_long_enough_on, ladder, long_enough
from kapok.recognition.stars.models import StarGrade, StarState

LEAST = 10 * 60  # the smallest scheme we know gives its first star for ten hours
RANKS = {"county": 1, "city": 2, "province": 3}
CERTIFIERS = {"county": _("county"), "city": _("city"), "province": _("province")}


def certifier_name(certifier: str) -> str | Promise:
    return CERTIFIERS[certifier]


def current(volunteer_id: UUID) -> StarGrade | None:
    """The highest star a volunteer holds, certified or waiting to be."""
    return held(volunteer_id).order_by("-level").first()


def held(volunteer_id: UUID) -> QuerySet[StarGrade]:
    return StarGrade.objects.filter(volunteer_id=volunteer_id, withdrawn_at__isnull=True)


@dataclass(frozen=True)
class Progress:
    """How far it is to the next star; `step` is None above the fifth."""

    level: int
    certified: bool
    minutes: int
    step: Step | None
    floor: int  # minutes the present star asked for
    enrolled_until: date | None  # when time enrolled will be enough, if it is not

    @property
    def minutes_to_go(self) -> int:
        return max(0, self.step.minutes - self.minutes) if self.step else 0

    @property
    def ready(self) -> bool:
        return self.step is not None and not self.minutes_to_go and self.enrolled_until is None


def progress(volunteer: Volunteer, at: datetime | None = None, *, minutes: int | None = None) -> Progress:
    """Two queries, or one when the caller knows the minutes."""
    at = at or timezone.now()
    if minutes is None:
        minutes = totals_of(volunteer.pk).lifetime_minutes
    grade, rules = current(volunteer.pk), ladder(region=volunteer.home_region_id, at=at)
    level = grade.level if grade else 0
    step = rules.step(level + 1) if level < LEVELS[-1] else None
    return Progress(
        level=level,
        certified=bool(grade and grade.state == StarState.CERTIFIED),
        minutes=minutes,
        step=step,
        floor=rules.step(level).minutes if level else 0,
        enrolled_until=_waits_until(volunteer, step, at),
    )


def _waits_until(volunteer: Volunteer, step: Step | None, at: datetime) -> date | None:
    enrolled = day_of(volunteer.enrolled_at)
    if step is None or enrolled is None or long_enough(enrolled, step, timezone.localdate(at)):
        return None
    return enrolled_long_enough_on(enrolled, step)


def certifies(user: Any, volunteer: Volunteer, certifier: str) -> bool:
    """Whether a role of this person reaches the volunteer's home and is as high as `certifier` asks."""
    scopes = {PLATFORM, *volunteer.access_scopes()}
    return any(
        grant.scope in scopes
        and Permission.STAR_CERTIFY in grant.role.permissions
        and _rank(grant.scope) >= RANKS[certifier]
        for grant in grants_of(user)
    )


def _rank(scope: Scope) -> int:
    if scope == PLATFORM or (scope.kind == "region" and scope.key.endswith("0000")):
        return RANKS["province"]
    if scope.kind != "region":
        return 0
    return RANKS["city"] if scope.key.endswith("00") else RANKS["county"]


def waiting_for(user: Any) -> QuerySet[StarGrade]:
    """Stars reached by people in the scopes where this person certifies; never their own."""
    scopes = scopes_where(user, Permission.STAR_CERTIFY)
    inside = Q(pk__in=[])
    for scope in scopes:
        if scope.kind == "region":
            inside |= Q(volunteer__home_region__code__startswith=prefix(scope.key))
    if PLATFORM in scopes:
        inside = Q()
    rows = StarGrade.objects.filter(inside, state=StarState.REACHED).exclude(volunteer__user_id=user.pk)
    return rows.select_related("volunteer__home_region")


def could_rise() -> list[UUID]:
    """People with hours for at least one star: for the next one, perhaps only time has to pass."""
    rows = VolunteerTotals.objects.annotate(minutes=F("credit_minutes") + F("honour_minutes"))
    fifth = StarGrade.objects.filter(level=LEVELS[-1], withdrawn_at__isnull=True).values("volunteer")
    return list(rows.filter(minutes__gte=LEAST).exclude(pk__in=fifth).values_list("pk", flat=True))
