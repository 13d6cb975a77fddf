from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kapok.core import policies
from kapok.core.access import public, signed_in
from kapok.core.common.paging import page
from kapok.core.common.refusals import Refusal
from kapok.core.regions.codes import is_code
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.points.queries import account_of
from kapok.recognition.store import actions, codes, queries
from kapok.recognition.store.forms import ReserveForm
from kapok.recognition.store.models import (
    Redemption,
    RedemptionItem,
    RedemptionState,
)

OPEN_TO_ALL = "people should see what their service can bring before they join"


@public(OPEN_TO_ALL)
def stores(request: HttpRequest) -> HttpResponse:
    """Every open store; on a sub-station's site those of its region."""
    station = getattr(request, "substation", None)
    region = request.GET.get("region", station.region_id if station else "")
    region = region if is_code(region) else ""
    return render(
        request,
        "store/stores.html",
        {
            "stores": queries.open_stores(region),
            "places": queries.places_of_stores(),
            "region": region,
            "account": _account(request),
        },
    )


@public(OPEN_TO_ALL)
def store(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.open_stores(), pk=pk)
    return render(
        request,
        "store/store.html",
        {"store": found, "items": queries.shelf(found), "account": _account(request)},
    )


@public(OPEN_TO_ALL)
def item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One kind of goods: what it costs, whether you may have it and why not, and the button."""
    items = RedemptionItem.objects.select_related("store__region")
    found = get_object_or_404(items, pk=pk, store__closed_at__isnull=True)
    volunteer = _volunteer(request)
    if request.method == "POST" and volunteer:
        return _reserve(request, found, volunteer)
    form = ReserveForm(most=min(found.per_person, found.left))
    return render(request, "store/item.html", _item_page(found, volunteer, form))


def _reserve(request: HttpRequest, found: RedemptionItem, volunteer: Volunteer) -> HttpResponse:
    form = ReserveForm(request.POST, most=found.per_person)
    if form.is_valid():
        try:
            redemption, _code = actions.reserve(
                found, volunteer=volunteer, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            return redirect("store:redemption", redemption.pk)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "store/item.html", _item_page(found, volunteer, form), status=422)


def _item_page(found: RedemptionItem, volunteer: Volunteer | None, form: ReserveForm) -> dict[str, Any]:
    return {
        "item": found,
        "volunteer": volunteer,
        "form": form,
        "account": account_of(volunteer) if volunteer else None,
        "hindrance": volunteer and _hindrance(found, volunteer),
        "days": policies.value("reservation_days", region=found.store.region_id, at=timezone.now()),
    }


def _hindrance(found: RedemptionItem, volunteer: Volunteer) -> str:
    """Why this person cannot have one now, told before the button rather than after it."""
    try:
        actions.check(found, quantity=1, volunteer=volunteer, at=timezone.now())
        actions.check_balance(found, volunteer=volunteer)
    except Refusal as refusal:
        return str(refusal)
    return ""


@signed_in
def redemptions(request: HttpRequest) -> HttpResponse:
    volunteer = _volunteer(request)
    rows = queries.redemptions_of(volunteer) if volunteer else Redemption.objects.none()
    waiting = request.GET.get("show") != "past"
    condition = Q(state=RedemptionState.RESERVED)
    shown = page(
        rows.filter(condition if waiting else ~condition),
        keys=["-reserved_at", "-id"],
        cursor=request.GET.get("cursor", ""),
    )
    return render(
        request,
        "store/redemptions.html",
        {"page": shown, "waiting": waiting, "tabs": _tabs(request.path, waiting)},
    )


def _tabs(path: str, waiting: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("To pick up"), "url": path, "current": waiting},
        {"label": _("Past reservations"), "url": f"{path}?show=past", "current": not waiting},
    ]


@signed_in
def redemption(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The pickup page: the code in letters and as a picture, until it is used or over."""
    found = _own(request, pk)
    code = codes.code_of(found.pk)
    context = {"redemption": found, "over": found.expires_at <= timezone.now()}
    if found.is_reserved and not context["over"]:
        context |= {"code": codes.spaced(code), "qr": _qr(code)}
    return render(request, "store/redemption.html", context)


@require_POST
@signed_in
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = actions.cancel(_own(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Cancelled. The points are yours again."))
    return redirect("store:redemption", found.pk)


def _own(request: HttpRequest, pk: UUID) -> Redemption:
    rows = Redemption.objects.select_related("item", "store__region")
    return get_object_or_404(rows, pk=pk, volunteer__user=request.user)


def _volunteer(request: HttpRequest) -> Volunteer | None:
    if not request.user.is_authenticated:
        return None
    return Volunteer.objects.select_related("enrolment").filter(user=request.user).first()


def _account(request: HttpRequest) -> Any:
    volunteer = _volunteer(request)
    return account_of(volunteer) if volunteer else None


def _qr(code: str) -> SafeString:
    picture = segno.make(code, error="m", micro=False)
    return mark_safe(picture.svg_inline(scale=8, border=2, omitsize=True))
