"""What the public pages count. Figures come from roll-ups and small tables, never from summing volume tables."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils import timezone

from kapok.activity.activities.models import Activity
from kapok.activity.activities.queries import public_list
from kapok.activity.projects.models import Project
from kapok.activity.records.models import VolunteerTotals
from kapok.core.regions.models import Population, Region
from kapok.core.substations.models import Substation
from kapok.organization.organizations.models import Organization
from kapok.organization.volunteers.models import VolunteerEnrolment

FRESH_SECONDS = 60


def figures(substation: Substation | None) -> dict[str, int]:
    """Volunteers, organisations, projects, activities and hours of the site; counted at most once a minute."""
    key = f"portal:figures:{substation.pk if substation else 'all'}"
    found = cache.get(key)
    if found is None:
        found = _count(_trunk(substation.region_id) if substation else "")
        cache.set(key, found, FRESH_SECONDS)
    return found


def _trunk(code: str) -> str:
    return code[:4] if code.endswith("00") else code


def _count(trunk: str) -> dict[str, int]:
    within = {"region__code__startswith": trunk} if trunk else {}
    people = {"volunteer__home_region__code__startswith": trunk} if trunk else {}
    totals = VolunteerTotals.objects.filter(**people).aggregate(
        credit=Sum("credit_minutes"), honour=Sum("honour_minutes")
    )
    return {
        "volunteers": VolunteerEnrolment.objects.filter(state="active", **people).count(),
        "organizations": Organization.objects.listed().filter(**within).count(),
        "projects": Project.objects.filter(state="running", **within).count(),
        "activities": Activity.objects.public().filter(**within).count(),
        "minutes": (totals["credit"] or 0) + (totals["honour"] or 0),
    }


def by_prefecture(province: str = "440000") -> list[dict[str, Any]]:
    """For each city: volunteers, activities to come, volunteers per 10,000 inhabitants (latest baseline)."""
    key = f"portal:prefectures:{province}"
    found = cache.get(key)
    if found is None:
        found = _by_prefecture(province)
        cache.set(key, found, FRESH_SECONDS)
    return found


def _by_prefecture(province: str) -> list[dict[str, Any]]:
    volunteers = _per_city(
        VolunteerEnrolment.objects.filter(state="active").values_list("volunteer__home_region_id").annotate(Count("pk"))
    )
    upcoming = _per_city(
        public_list(region=province, at=timezone.now()).order_by().values_list("region_id").annotate(Count("pk"))
    )
    people = dict(Population.objects.filter(region__parent=province).values_list("region_id", "persons"))
    regions = Region.objects.filter(parent=province, hidden=False).order_by("code")
    return [
        {
            "code": region.code,
            "name": region.name,
            "name_en": region.name_en,
            "volunteers": volunteers.get(region.code[:4], 0),
            "upcoming": upcoming.get(region.code[:4], 0),
            "rate": _rate(volunteers.get(region.code[:4], 0), people.get(region.code)),
        }
        for region in regions
    ]


def _per_city(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for code, number in rows:
        counted[code[:4]] = counted.get(code[:4], 0) + number
    return counted


def _rate(volunteers: int, persons: int | None) -> float:
    return round(volunteers * 10_000 / persons, 2) if persons else 0.0


def soon(*, region: str, at: datetime, limit: int = 6) -> list[Activity]:
    return list(public_list(region=region, with_places=True, at=at).order_by("starts_at", "id")[:limit])


def days_with_activities(found, first: date, last: date) -> dict[date, list[Activity]]:
    """The activities of a calendar month, by local day; at most a thousand."""
    days: dict[date, list[Activity]] = {}
    for activity in found.order_by("starts_at", "id")[:1000]:
        day = timezone.localtime(activity.starts_at).date()
        if first <= day <= last:
            days.setdefault(day, []).append(activity)
    return days


def month_weeks(first: date) -> list[list[date]]:
    """Weeks, Monday first, that cover the month of `first`."""
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start.month == first.month or start < first:
        weeks.append([start + timedelta(days=n) for n in range(7)])
        start += timedelta(days=7)
    return weeks
