"""The volunteer's side: a phone's camera opens the code's address, one button does the rest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kapok.activity.activities.models import ActivitySession
from kapok.activity.attendance import actions, codes, queries
from kapok.activity.attendance.forms import ScanForm, TypedCodeForm
from kapok.activity.attendance.refusals import AlreadyIn, CodeForged
from kapok.core.access import public, signed_in
from kapok.core.common.ids import new_id
from kapok.core.common.refusals import Refusal

# A code is proved when it is seen; signing in and pressing the button may take a little longer.
SEEN_FOR = timedelta(minutes=10)
SALT = "attendance.seen"
HELD = "seen_code"


@dataclass(frozen=True)
class Seen:
    """That this person's browser opened a code while it was on the screen."""

    token: str
    at: datetime

    def sealed(self, user: Any) -> str:
        return signing.dumps([str(user.pk), self.token, self.at.isoformat()], salt=SALT, compress=True)


def unseal(text: str, user: Any, token: str) -> Seen | None:
    try:
        whose, what, when = signing.loads(text, salt=SALT, max_age=SEEN_FOR)
    except signing.BadSignature:
        return None
    return Seen(token, datetime.fromisoformat(when)) if (whose, what) == (str(user.pk), token) else None


@public("A phone's camera opens it before its owner has signed in; it says nothing about anybody.")
@never_cache
@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest, token: str) -> HttpResponse:
    if request.user.is_authenticated:
        return _press(request, token) if request.method == "POST" else _show(request, token)
    _hold(request, token)
    return redirect_to_login(reverse("attendance:type_code"))


def _hold(request: HttpRequest, token: str) -> None:
    """Remember in this browser that the code was seen in time, until its owner has signed in."""
    claim, now = codes.read(token), timezone.now()
    session = ActivitySession.objects.filter(pk=claim.session_id).first()
    if session is None:
        raise CodeForged
    codes.prove(claim, session.code_secret, now)
    request.session[HELD] = [token, now.isoformat()]


def _held(request: HttpRequest) -> Seen | None:
    token, when = request.session.pop(HELD, (None, None))
    if token is None:
        return None
    seen = Seen(token, datetime.fromisoformat(when))
    return seen if timezone.now() - seen.at < SEEN_FOR else None


def _show(request: HttpRequest, token: str) -> HttpResponse:
    return _confirm(request, Seen(token, timezone.now()))


def _confirm(request: HttpRequest, seen: Seen, refusal: Refusal | None = None) -> HttpResponse:
    """The page with the one big button; a refusal that is certain already is told before the press."""
    claim = codes.read(seen.token)
    session = ActivitySession.objects.select_related("activity__organization").filter(pk=claim.session_id).first()
    if session is None:
        raise CodeForged
    context = {
        "session": session,
        "activity": session.activity,
        "direction": claim.direction,
        "token": seen.token,
        "form": ScanForm(initial={"nonce": new_id(), "seen": seen.sealed(request.user)}),
        "refusal": refusal or _doubt(request, claim, session, seen),
    }
    return render(request, "attendance/check_in.html", context, status=refusal.status if refusal else 200)


def _doubt(request: HttpRequest, claim: codes.Claim, session: ActivitySession, seen: Seen) -> Refusal | None:
    try:
        codes.prove(claim, session.code_secret, seen.at)
        actions.may_scan(queries.place_of(session.pk, user_id=request.user.pk), claim.direction, seen.at)
    except Refusal as refusal:
        return refusal
    return None


def _press(request: HttpRequest, token: str) -> HttpResponse:
    form, now = ScanForm(request.POST), timezone.now()
    if not form.is_valid():
        return _show(request, token)
    seen = unseal(form.cleaned_data["seen"], request.user, token) or Seen(token, now)
    try:
        actions.scan(token, user=request.user, at=seen.at, received_at=now, nonce=form.cleaned_data["nonce"])
    except AlreadyIn:
        pass  # pressed twice, or scanned again on the way in: the next page says since when
    except CodeForged:
        raise
    except Refusal as refusal:
        return _confirm(request, seen, refusal)
    return redirect("attendance:done", codes.read(token).session_id)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    """Where a signed-in person goes on with the code they saw before, or types the six characters."""
    seen = _held(request)
    if seen is not None:
        return _confirm(request, seen)
    form = TypedCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = _typed(request.user, form.cleaned_data["code"])
        if token:
            return redirect("attendance:check_in", token)
        form.add_error("code", str(CodeForged.message))
    context = {"form": form, "places": _sessions_now(request.user)}
    return render(request, "attendance/type_code.html", context, status=422 if form.errors else 200)


def _typed(user: Any, code: str) -> str | None:
    now = timezone.now()
    for place in queries.places_now(user.pk, now):
        direction = codes.direction_of_short(code, place, now)
        if direction:
            return codes.make(place, direction, now)
    return None


def _sessions_now(user: Any) -> list[ActivitySession]:
    ids = [place.session_id for place in queries.places_now(user.pk, timezone.now())]
    return list(ActivitySession.objects.filter(pk__in=ids).select_related("activity"))


@signed_in
@require_GET
def done(request: HttpRequest, session_id: UUID) -> HttpResponse:
    place = queries.place_of(session_id, user_id=request.user.pk)
    pairs = list(queries.of_volunteer(place.volunteer_id).filter(session_id=session_id)) if place else []
    if not pairs:
        raise Http404
    session = pairs[0].session
    context = {
        "session": session,
        "activity": session.activity,
        "pair": pairs[0],
        "pairs": pairs,
    }
    return render(request, "attendance/done.html", context)
