from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kapok.core.access import Permission, staff_only
from kapok.core.common.paging import page
from kapok.core.common.refusals import Refusal
from kapok.recognition.stars import actions, queries
from kapok.recognition.stars.ladder import ladder

KEYS = ("reached_at", "id")


@require_GET
@staff_only(Permission.STAR_CERTIFY)
def waiting(request: HttpRequest) -> HttpResponse:
    found = page(queries.waiting_for(request.user), keys=KEYS, cursor=request.GET.get("cursor", ""))
    now = timezone.now()
    for grade in found.rows:
        rules = ladder(region=grade.volunteer.home_region_id, at=grade.reached_at)
        certifier = rules.step(grade.level).certifier
        grade.open_until = grade.reached_at + rules.publicity
        grade.is_open = now < grade.open_until
        grade.certifier = queries.certifier_name(certifier)
        grade.mine = queries.certifies(request.user, grade.volunteer, certifier)
    return render(request, "stars/waiting.html", {"page": found})


@require_POST
@staff_only(Permission.STAR_CERTIFY)
def certify(request: HttpRequest, pk: str) -> HttpResponse:
    grade = get_object_or_404(queries.waiting_for(request.user), pk=pk)
    try:
        actions.certify(grade, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Certified. The star stands on the volunteer's card."))
    return redirect("stars:waiting")
