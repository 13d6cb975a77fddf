from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kapok.core.substations import queries
from kapok.core.substations.models import SubstationMode


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """All sub-stations: the hosted ones link to their site here, the synchronised ones to their own system."""
    stations = queries.listed()
    context = {
        "hosted": [s for s in stations if s.mode == SubstationMode.HOSTED],
        "synchronised": [s for s in stations if s.mode == SubstationMode.SYNCHRONISED],
    }
    return render(request, "substations/list.html", context)


# The doors stand in a room below this one, so the mark is set by hand.
list_page.door = "public"  # type: ignore[attr-defined]
list_page.reason = "Which cities and colleges take part is public."  # type: ignore[attr-defined]
