from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kapok.core.access import public, signed_in
from kapok.core.accounts.models import User
from kapok.core.common.paging import page
from kapok.information.notices import actions, mailing, queries
from kapok.information.notices.kinds import ICONS, Kind
from kapok.information.notices.models import EVERYTHING, Notice
from kapok.information.notices.rendering import render as in_words


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """What happened to me, newest first; all, unread, or one kind."""
    kind, unread = request.GET.get("kind", ""), request.GET.get("show") == "unread"
    rows = page(
        queries.inbox(request.user, kind=kind, unread=unread),
        keys=["-at", "-id"],
        cursor=request.GET.get("cursor", ""),
    )
    for notice in rows:
        notice.words = in_words(notice)
    return render(
        request,
        "notices/inbox.html",
        {"page": rows, "unread": unread, "kind": kind, "kinds": Kind.choices},
    )


@signed_in
def open_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a notice leads; having been there, it is read."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    actions.read(notice, at=timezone.now())
    return redirect(in_words(notice).link or "notices:inbox")


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    actions.read_all(request.user, at=timezone.now())
    messages.success(request, _("Everything is marked as read."))
    return redirect("notices:inbox")


@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        actions.choose(request.user, wanted=request.POST.getlist("kind"), at=timezone.now())
        messages.success(request, _("Your choice is saved."))
        return redirect("notices:preferences")
    muted = queries.muted(request.user)
    kinds = [{"value": kind.value, "label": kind.label, "icon": ICONS[kind], "on": kind not in muted} for kind in Kind]
    return render(request, "notices/preferences.html", {"kinds": kinds})


# The signed address itself is the authority: mail programs press the button for people (RFC 8058).
@csrf_exempt
@public("an e-mail must be stoppable without signing in; the signed address says whose it is")
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop e-mails of one kind or all, and undo it. A GET changes nothing: scanners follow links."""
    wish = mailing.read_token(token)
    user = wish and User.objects.filter(pk=wish.user).first()
    if not wish or not user:
        raise Http404
    if request.method == "POST":
        _change(user, wish.kind, request.POST.get("do", "stop"))
        if "List-Unsubscribe" in request.POST:
            return HttpResponse(status=200)
        return redirect(reverse("notices:unsubscribe", args=[token]))
    return render(request, "notices/unsubscribe.html", _state(user, wish.kind))


def _change(user: User, kind: str, what: str) -> None:
    at = timezone.now()
    if what == "undo":
        actions.unmute(user, kind=kind, at=at)
    else:
        actions.mute(user, kind=EVERYTHING if what == "stop_all" else kind, at=at)


def _state(user: User, kind: str) -> dict[str, Any]:
    muted = queries.muted(user)
    return {
        "kind": Kind(kind).label,
        "stopped": kind in muted,
        "all_stopped": muted == set(Kind.values),
    }
