from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kapok.core.access import public
from kapok.core.substations import queries as substations
from kapok.core.ui import words
from kapok.information.portal import queries
from kapok.information.portal.caching import revalidated
from kapok.organization.volunteers.models import ServiceField

PROVINCE = "440000"


@public("The front page.")
@require_GET
@revalidated
def home(request: HttpRequest) -> HttpResponse:
    station = request.substation
    cities = queries.by_prefecture(PROVINCE)
    context = {
        "figures": queries.figures(station),
        "soon": queries.soon(region=station.region_id if station else "", at=timezone.now()),
        "fields": ServiceField.objects.all(),
        "cities": cities,
        "map": None if station else _map(cities),
        "stations": [] if station else substations.listed(),
    }
    return render(request, "portal/home.html", context)


def _map(cities: list[dict]) -> dict:
    return {
        "kind": "map",
        "geojson": static("regions/maps/440000.json"),
        "names_label": _("City"),
        "names": [words.local(city, "name") for city in cities],
        "shapes": [city["name"] for city in cities],
        "urls": [f"/activities/?region={city['code']}" for city in cities],
        "series": [
            {"name": _("Activities to come"), "values": [city["upcoming"] for city in cities]},
            {"name": _("Volunteers"), "values": [city["volunteers"] for city in cities]},
        ],
    }


@public("How personal data is handled must be readable before anything is given.")
@require_GET
@revalidated
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@public("The accessibility statement.")
@require_GET
@revalidated
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")
