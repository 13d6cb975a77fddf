"""Record keepers decide: many at once where all is plain, one by one where it is not."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kapok.activity.records import actions, presenting, queries
from kapok.activity.records.forms import DecisionForm, ReviewFilter
from kapok.activity.records.models import ServiceRecord
from kapok.activity.records.views.own import detail_of
from kapok.core.access import Permission, staff_only
from kapok.core.common.paging import page
from kapok.core.common.refusals import Refusal
from kapok.organization.volunteers.models import Volunteer

KEYS = ("due_on", "id")
ROWS, MOST = 30, 200
CONFIRM = Permission.RECORD_CONFIRM


@require_GET
@staff_only(CONFIRM)
def pending(request: HttpRequest) -> HttpResponse:
    form = ReviewFilter(request.GET)
    rows = queries.pending_for(request.user)
    if form.is_valid() and form.cleaned_data["overdue"]:
        rows = rows.filter(due_on__lt=timezone.localdate())
    found = page(rows, keys=KEYS, cursor=request.GET.get("cursor", ""), size=ROWS)
    _with_people(found.rows)
    context = {"page": found, "form": form, "today": timezone.localdate()}
    return render(request, "records/pending.html", context)


def _with_people(records: Iterable[ServiceRecord]) -> None:
    """Names of a page's volunteers in one query."""
    rows = list(records)
    people = Volunteer.objects.in_bulk([record.volunteer_id for record in rows])
    for record in rows:
        record.person = people.get(record.volunteer_id)  # type: ignore[attr-defined]
        record.proof = presenting.evidence(record.evidence)  # type: ignore[attr-defined]


@require_POST
@staff_only(CONFIRM)
def confirm_many(request: HttpRequest) -> HttpResponse:
    confirmed, refused = 0, []
    for record in _chosen(request):
        try:
            actions.confirm(record, by=request.user, at=timezone.now())
            confirmed += 1
        except Refusal as refusal:
            refused.append(str(refusal))
    if confirmed:
        words = ngettext("%(count)s record confirmed.", "%(count)s records confirmed.", confirmed)
        messages.success(request, words % {"count": confirmed})
    for words in sorted(set(refused)):
        messages.warning(request, words)
    if not confirmed and not refused:
        messages.info(request, _("Choose the records to confirm first."))
    return redirect("records:pending")


def _chosen(request: HttpRequest) -> list[ServiceRecord]:
    """The versions that were ticked, in the scopes of this person; anything else is left out."""
    ids = []
    for text in request.POST.getlist("record")[:MOST]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return list(_reviewable(request).filter(id__in=ids))


def _reviewable(request: HttpRequest) -> Any:
    """Also versions somebody superseded meanwhile, so that the second reviewer is told."""
    within = queries.for_reviewer(request.user, current=False)
    return within.exclude(volunteer_user_id=request.user.pk)


@require_http_methods(["GET", "POST"])
@staff_only(CONFIRM)
def review(request: HttpRequest, volunteer_id: UUID, uid: UUID) -> HttpResponse:
    """One record with its evidence and history; a decision names the version it was taken on."""
    record = _one(request, volunteer_id, uid)
    form, refusal = (
        DecisionForm(request.POST or None, initial={"minutes": record.service_minutes}),
        None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _decide(record, form.cleaned_data, request)
            messages.success(request, _("Decided. The volunteer is told."))
            return redirect("records:pending")
        except Refusal as said:
            refusal = said
            if said.field in form.fields:
                form.add_error(said.field, str(said))
    context = {
        "record": record, "form": form, "refusal": refusal, "today": timezone.localdate(),
        "decides": queries.decides(request.user, record), "person": Volunteer.objects.get(pk=volunteer_id),
        "own": record.volunteer_user_id == request.user.pk, **detail_of(record),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "records/review.html", context, status=status)


def _one(request: HttpRequest, volunteer_id: UUID, uid: UUID) -> ServiceRecord:
    """The version that was on the reviewer's screen, else the current one."""
    rows = queries.for_reviewer(request.user, current=False).filter(volunteer_id=volunteer_id, uid=uid)
    seen = request.POST.get("version", "")
    record = rows.filter(version=int(seen)).first() if seen.isdecimal() and len(seen) < 6 else None
    record = record or rows.order_by("-version").first()
    if record is None:
        raise Http404
    return record


def _decide(record: ServiceRecord, data: dict[str, Any], request: HttpRequest) -> None:
    who = {"by": request.user, "at": timezone.now()}
    reason, minutes = data["reason"], data["minutes"] or 0
    if data["decision"] == "confirm":
        actions.confirm(record, **who)
    elif data["decision"] == "adjust":
        actions.adjust(record, minutes=minutes, reason=reason, **who)
    elif data["decision"] == "reject":
        actions.reject(record, reason=reason, **who)
    else:
        actions.void(record, reason=reason, **who)
