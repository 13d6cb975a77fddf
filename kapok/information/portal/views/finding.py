import time
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kapok.activity.activities.queries import PUBLIC_KEYS, public_list
from kapok.core.access import public
from kapok.core.common.paging import page, rows_of_page
from kapok.core.ui import words
from kapok.information.portal import drawings, queries
from kapok.information.portal.caching import revalidated
from kapok.information.portal.forms import ActivityFilter
from kapok.organization.volunteers import queries as volunteers

SIZE = 18
MAP_POINTS = 300


def _asked(request: HttpRequest, *, at: datetime | None = None, **more: Any) -> tuple[ActivityFilter, Any]:
    """The filter form, and the public list as it asks."""
    station = request.substation
    form = ActivityFilter(request.GET, fixed_region=station.region_id if station else "")
    chosen = form.chosen()
    volunteer = volunteers.of(request.user) if chosen.get("suits") and request.user.is_authenticated else None
    found = public_list(
        text=chosen.get("q", ""),
        region=chosen.get("region") or (station.region_id if station else ""),
        since=chosen.get("since"),
        until=chosen.get("until"),
        field=chosen.get("field", ""),
        with_places=chosen.get("places", False),
        organization=chosen.get("organization"),
        suits=volunteer,
        at=at or timezone.now(),
        **more,
    )
    return form, found


@public("Finding something to do needs no account.")
@require_GET
@revalidated
def activities(request: HttpRequest) -> HttpResponse:
    key = drawings.key_of(request)
    return drawings.find(key) or _draw(request, key)


def _draw(request: HttpRequest, key: drawings.Key | None) -> HttpResponse:
    now, began, cursor = timezone.now(), time.monotonic(), request.GET.get("cursor", "")
    form, found = _asked(request, at=now)
    # Their versions before the rows themselves: one changed in between is drawn again next time.
    asked = drawings.question(rows_of_page(found, keys=PUBLIC_KEYS, cursor=cursor, size=SIZE), now) if key else None
    versions = asked.answer(now) if asked else []
    shown = page(found, keys=PUBLIC_KEYS, cursor=cursor, size=SIZE)
    context = {"form": form, "page": shown, "tabs": _tabs(request, "list")}
    response = render(request, "portal/activities.html", context)
    drawings.keep(key, asked, versions, response, since=began)
    return response


@public("The same list as a map of the province.")
@require_GET
@revalidated
def on_map(request: HttpRequest) -> HttpResponse:
    form, found = _asked(request)
    points = list(found.order_by(*PUBLIC_KEYS)[:MAP_POINTS])
    cities = queries.by_prefecture()
    counts: dict[str, int] = {}
    for activity in points:
        counts[activity.region_id[:4]] = counts.get(activity.region_id[:4], 0) + 1
    chart = {
        "kind": "map",
        "geojson": static("regions/maps/440000.json"),
        "names_label": _("City"),
        "names": [words.local(city, "name") for city in cities],
        "shapes": [city["name"] for city in cities],
        "urls": [f"/activities/?region={city['code']}" for city in cities],
        "series": [{"name": _("Activities"), "values": [counts.get(city["code"][:4], 0) for city in cities]}],
    }
    listed = [city | {"found": counts.get(city["code"][:4], 0)} for city in cities]
    context = {"form": form, "cities": listed, "points": points[:12], "chart": chart, "tabs": _tabs(request, "map")}
    return render(request, "portal/map.html", context)


@public("The same list as a month.")
@require_GET
@revalidated
def on_calendar(request: HttpRequest) -> HttpResponse:
    first = _month(request.GET.get("month", ""))
    weeks = queries.month_weeks(first)
    form, found = _asked(request)
    found = found.filter(starts_at__date__range=(weeks[0][0], weeks[-1][-1]))
    days = queries.days_with_activities(found, weeks[0][0], weeks[-1][-1])
    context = {
        "form": form,
        "first": first,
        "weeks": [[_cell(day, first, days) for day in week] for week in weeks],
        "previous": (first - timedelta(days=1)).replace(day=1),
        "next": (first + timedelta(days=32)).replace(day=1),
        "today": timezone.localdate(),
        "tabs": _tabs(request, "calendar"),
    }  # fmt: skip
    return render(request, "portal/calendar.html", context)


def _cell(day: date, first: date, days: dict[date, list]) -> dict[str, Any]:
    return {"day": day, "activities": days.get(day, []), "inside": day.month == first.month}


def _month(text: str) -> date:
    """The first day of "2026-12"; anything else is this month."""
    today = timezone.localdate().replace(day=1)
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today
    return asked if abs(asked.year - today.year) <= 2 else today


def _tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    query = request.GET.copy()
    for name in ("cursor", "month"):
        query.pop(name, None)
    tail = f"?{query.urlencode()}" if query else ""
    prefix = request.META.get("SCRIPT_NAME", "")
    choices = [
        ("list", _("List"), "/activities/", "list"),
        ("map", _("Map"), "/activities/map/", "map"),
        ("calendar", _("Calendar"), "/activities/calendar/", "calendar-days"),
    ]
    return [
        {"label": label, "url": prefix + path + tail, "current": key == current, "icon": icon}
        for key, label, path, icon in choices
    ]
