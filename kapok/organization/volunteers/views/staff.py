from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kapok.core.access import Permission, needs, staff_only
from kapok.core.common.paging import page
from kapok.organization.volunteers import actions, queries
from kapok.organization.volunteers.forms import Search
from kapok.organization.volunteers.models import RecoveryRequest, VolunteerQuerySet


@staff_only(Permission.VOLUNTEER_READ)
def volunteers(request: HttpRequest) -> HttpResponse:
    """The volunteers of the reader's regions, masked; found by name or number."""
    form = Search(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = _matching(queries.seen_by(request.user).for_door(), words)
    found = page(rows, keys=["-id"], cursor=request.GET.get("cursor", ""), size=30)
    context = {"page": found, "form": form, "words": words}
    return render(request, "volunteers/list.html", context)


def _matching(rows: VolunteerQuerySet, words: str) -> VolunteerQuerySet:
    if "\0" in words:
        return rows.none()
    if words.isdigit():
        return rows.filter(volunteer_number__startswith=words)
    if words:
        return rows.filter(Q(name__startswith=words) | Q(name_pinyin__istartswith=words))
    return rows


@staff_only(Permission.VOLUNTEER_REVIEW)
def recoveries(request: HttpRequest) -> HttpResponse:
    """People who say that an enrolment is theirs and that they cannot enter its account."""
    seen = queries.seen_by(request.user).values("pk")
    waiting = RecoveryRequest.objects.filter(volunteer__in=seen, decided_at=None)
    rows = waiting.select_related("volunteer__home_region", "volunteer__user", "user")
    found = page(rows, keys=["id"], cursor=request.GET.get("cursor", ""), size=30)
    return render(request, "volunteers/recoveries.html", {"page": found})


@require_POST
@needs(Permission.VOLUNTEER_REVIEW, on=RecoveryRequest)
def decide_recovery(request: HttpRequest, asked: RecoveryRequest) -> HttpResponse:
    accept = request.POST.get("answer") == "accept"
    actions.decide_recovery(asked, accept=accept, by=request.user, at=timezone.now())
    return redirect("volunteers:recoveries")
