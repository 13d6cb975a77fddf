from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kapok.core.access import Permission, can, needs, staff_only
from kapok.core.common.masking import mask_name
from kapok.core.common.paging import page
from kapok.core.common.refusals import Refusal
from kapok.core.ui import words
from kapok.recognition.store import actions, codes, queries
from kapok.recognition.store.forms import CorrectForm, ItemForm, ReceiveForm, RefundForm
from kapok.recognition.store.models import ExchangeStore, RedemptionItem


@staff_only(Permission.STORE_MANAGE)
def mine(request: HttpRequest) -> HttpResponse:
    """Straight to the counter of a clerk of one store; a list for whoever looks after several."""
    found = list(queries.stores_of(request.user)[:200])
    if len(found) == 1:
        return redirect(first_page(request, found[0]), found[0].pk)
    return render(request, "store/counters.html", {"stores": found})


def first_page(request: HttpRequest, store: ExchangeStore) -> str:
    return "store:desk" if can(request.user, Permission.STORE_REDEEM, on=store) else "store:stock"


@needs(Permission.STORE_REDEEM, on=ExchangeStore)
def desk(request: HttpRequest, store: ExchangeStore) -> HttpResponse:
    """Enter or scan a code, see what it is for and whose, hand over."""
    context = _frame(request, store, "desk") | {
        "typed": request.GET.get("code", "")[:40],
        "handed_today": queries.handed_today(store, timezone.localdate()),
    }
    status = 200
    if context["typed"]:
        try:
            context |= _found(context["typed"], store, request.user)
        except Refusal as refusal:
            context["refusal"], status = refusal, 422
    return render(request, "store/desk.html", context, status=status)


def _found(code: str, store: ExchangeStore, user: Any) -> dict[str, Any]:
    redemption = actions.find(code, store=store)
    actions.check_pickup(redemption, by=user, at=timezone.now())
    return {
        "redemption": redemption,
        "person": mask_name(redemption.volunteer.name),
        "code": codes.spaced(codes.normalise(code)),
    }


@require_POST
@needs(Permission.STORE_REDEEM, on=ExchangeStore)
def hand_over(request: HttpRequest, store: ExchangeStore) -> HttpResponse:
    code = request.POST.get("code", "")[:40]
    try:
        done = actions.pick_up(code, store=store, by=request.user, at=timezone.now())
    except Refusal as refusal:
        context = _frame(request, store, "desk") | {"typed": code, "refusal": refusal}
        return render(request, "store/desk.html", context, status=409)
    name = words.local(done.item, "name")
    text = _("Handed over: %(item)s × %(quantity)s") % {"item": name, "quantity": done.quantity}
    messages.success(request, text)
    return redirect("store:desk", store.pk)


@needs(Permission.STORE_MANAGE, on=ExchangeStore)
def handed(request: HttpRequest, store: ExchangeStore) -> HttpResponse:
    rows = page(
        queries.handed_over(store),
        keys=["-ended_at", "-id"],
        cursor=request.GET.get("cursor", ""),
    )
    context = _frame(request, store, "handed") | {"page": rows, "form": RefundForm()}
    return render(request, "store/handed.html", context)


@needs(Permission.STORE_MANAGE, on=ExchangeStore)
def refund(request: HttpRequest, store: ExchangeStore, redemption: UUID) -> HttpResponse:
    rows = queries.handed_over(store)
    found = get_object_or_404(rows, pk=redemption)
    form = RefundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refund(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Refunded. The points went back to the volunteer."))
            return redirect("store:handed", store.pk)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
    context = _frame(request, store, "handed") | {"form": form, "redemption": found}
    return render(request, "store/refund.html", context, status=422 if form.errors else 200)


@needs(Permission.STORE_MANAGE, on=ExchangeStore)
def stock(request: HttpRequest, store: ExchangeStore) -> HttpResponse:
    context = _frame(request, store, "stock") | {"items": queries.shelf(store)}
    return render(request, "store/stock.html", context)


@needs(Permission.STORE_MANAGE, on=ExchangeStore)
def stock_item(request: HttpRequest, store: ExchangeStore, item: UUID) -> HttpResponse:
    """One item's stock: goods in, a recount with its reason, and why it stands where it does."""
    found = get_object_or_404(RedemptionItem, pk=item, store=store)
    receive = ReceiveForm(prefix="receive")
    correct = CorrectForm(prefix="correct", initial={"counted": found.on_hand})
    if request.method == "POST":
        if "receive-quantity" in request.POST:
            receive = ReceiveForm(request.POST, prefix="receive")
            done = _written(request, receive, actions.receive_stock, found)
        else:
            correct = CorrectForm(request.POST, prefix="correct")
            done = _written(request, correct, actions.correct_stock, found)
        if done:
            messages.success(request, _("The stock is up to date."))
            return redirect("store:stock_item", store.pk, found.pk)
    movements = found.movements.order_by("-at", "-id").select_related("redemption")[:30]
    context = _frame(request, store, "stock") | {
        "item": found,
        "receive": receive,
        "correct": correct,
        "movements": movements,
    }
    status = 422 if receive.errors or correct.errors else 200
    return render(request, "store/stock_item.html", context, status=status)


def _written(request: HttpRequest, form: Any, write: Any, item: RedemptionItem) -> bool:
    if not form.is_valid():
        return False
    try:
        write(item, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True


@require_POST
@needs(Permission.STORE_MANAGE, on=ExchangeStore)
def withdraw(request: HttpRequest, store: ExchangeStore, item: UUID) -> HttpResponse:
    found = get_object_or_404(RedemptionItem, pk=item, store=store)
    actions.withdraw(found, by=request.user, at=timezone.now())
    messages.success(request, _("It is off the shelf. What is reserved can still be picked up."))
    return redirect("store:stock", store.pk)


@needs(Permission.STORE_MANAGE, on=ExchangeStore)
def new_item(request: HttpRequest, store: ExchangeStore) -> HttpResponse:
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = actions.offer(store, by=request.user, at=timezone.now(), **form.offered())
        messages.success(request, _("It is on the shelf. Now enter what has arrived."))
        return redirect("store:stock_item", store.pk, item.pk)
    context = _frame(request, store, "stock") | {"form": form}
    return render(request, "store/new_item.html", context, status=422 if form.errors else 200)


@needs(Permission.STORE_MANAGE, on=ExchangeStore)
def month(request: HttpRequest, store: ExchangeStore) -> HttpResponse:
    """The month-end count: what the books say stands on the shelf."""
    today = timezone.localdate()
    chosen = queries.month_of(request.GET.get("month", ""), today)
    context = _frame(request, store, "month") | {
        "month": chosen,
        "months": list(queries.recent_months(today)),
        "lines": queries.count_of_month(store, chosen),
    }
    return render(request, "store/month.html", context)


def _frame(request: HttpRequest, store: ExchangeStore, here: str) -> dict[str, Any]:
    """The store and the tabs this person may open."""
    tabs = [
        ("desk", _("Hand over"), "scan-line", Permission.STORE_REDEEM),
        ("handed", _("Hand-over log"), "history", Permission.STORE_MANAGE),
        ("stock", _("Stock"), "package", Permission.STORE_MANAGE),
        ("month", _("Month count"), "clipboard-check", Permission.STORE_MANAGE),
    ]
    return {
        "store": store,
        "tabs": [
            {"label": label, "url": _address(name, store), "icon": icon, "current": name == here}
            for name, label, icon, permission in tabs
            if can(request.user, permission, on=store)
        ],
    }


def _address(name: str, store: ExchangeStore) -> str:
    return reverse(f"store:{name}", args=[store.pk])
