from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kapok.core.access import Permission, public, staff_only
from kapok.core.common.paging import page
from kapok.core.journal import queries
from kapok.core.journal.models import Cursor, Pending, Position


class LineFilter(forms.Form):
    verb = forms.CharField(label=_("What happened"), max_length=60, required=False)
    about = forms.UUIDField(label=_("About (id)"), required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


@staff_only(Permission.JOURNAL_READ)
@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """The journal as it was written, with how far each reader has come."""
    form = LineFilter(request.GET)
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if "\0" in request.GET.get("verb", ""):
        raise BadRequest
    newest = Position.objects.order_by("-seq").first()
    context = {
        "form": form,
        "page": page(queries.lines(**chosen), keys=["-at", "-id"], cursor=request.GET.get("cursor", ""), size=40),
        "newest": newest.seq if newest else 0,
        "pending": Pending.objects.count(),
        "readers": Cursor.objects.order_by("reader"),
    }
    return render(request, "journal/list.html", context)


@public("Load balancers and monitors ask whether this server can serve; the answer holds two numbers.")
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, with how many lines wait for a place and how many readers failed; else 503."""
    try:
        found = {
            "database": "ok",
            "lines_waiting": Pending.objects.count(),
            "readers_failing": Cursor.objects.exclude(error="").count(),
        }
    except OperationalError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse(found, headers={"Cache-Control": "no-store"})
