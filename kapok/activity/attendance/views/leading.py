"""The leader's side: the screen with the rotating code, the camera for cards, the roster."""

from datetime import datetime
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kapok.activity.activities.models import ActivitySession
from kapok.activity.attendance import actions, codes, queries
from kapok.activity.attendance.forms import CardForm, RosterFilter, TickForm
from kapok.activity.attendance.models import CheckInMode, Direction
from kapok.core.access import Permission, needs
from kapok.core.common.ids import new_id
from kapok.core.common.paging import page
from kapok.core.common.refusals import Refusal
from kapok.organization.volunteers import queries as volunteers
from kapok.organization.volunteers.models import Volunteer

LEAD = Permission.ATTENDANCE_LEAD
KEYS = ("volunteer__name_pinyin", "id")
ROWS, PRINTED_ROWS = 50, 5_000


def _direction(request: HttpRequest, session: ActivitySession) -> Direction:
    """What the leader chose; else out once the second half of the session has begun."""
    asked = request.GET.get("direction") or request.POST.get("direction")
    if asked in Direction.values:
        return Direction(asked)
    middle = session.starts_at + (session.ends_at - session.starts_at) / 2
    return Direction.IN if timezone.now() < middle else Direction.OUT


def _tabs(session: ActivitySession, name: str, direction: Direction) -> list[dict[str, object]]:
    address = reverse(f"attendance:{name}", args=[session.pk])
    words = {Direction.IN: _("Check-in"), Direction.OUT: _("Check-out")}
    return [
        {"label": words[each], "url": f"{address}?direction={each}", "current": each == direction} for each in Direction
    ]


def _context(request: HttpRequest, session: ActivitySession, name: str) -> dict[str, object]:
    direction = _direction(request, session)
    return {
        "session": session,
        "activity": session.activity,
        "direction": direction,
        "tabs": _tabs(session, name, direction),
        "counts": queries.present_now(session.pk),
    }


@require_GET
@never_cache
@needs(LEAD, on=ActivitySession)
def code(request: HttpRequest, session: ActivitySession) -> HttpResponse:
    context = _context(request, session, "code") | _shown(request, session)
    return render(request, "attendance/code.html", context)


@require_GET
@never_cache
@needs(LEAD, on=ActivitySession)
def code_panel(request: HttpRequest, session: ActivitySession) -> HttpResponse:
    context = {
        "session": session,
        "counts": queries.present_now(session.pk),
        "direction": _direction(request, session),
        **_shown(request, session),
    }
    return render(request, "attendance/_code_panel.html", context)


def _shown(request: HttpRequest, session: ActivitySession) -> dict[str, object]:
    now, direction = timezone.now(), _direction(request, session)
    token = codes.make(session, direction, now)
    address = request.build_absolute_uri(reverse("attendance:check_in", args=[token]))
    drawn = segno.make(address, error="m").svg_inline(omitsize=True, border=2, dark="#17120f", light="#fff")
    return {
        "qr": mark_safe(drawn),  # drawn by us from an address of ours
        "short": codes.short(session, direction, now),
        "seconds": codes.seconds_left(now),
        "window": codes.WINDOW,
    }


@require_http_methods(["GET", "POST"])
@never_cache
@needs(LEAD, on=ActivitySession)
def scan(request: HttpRequest, session: ActivitySession) -> HttpResponse:
    """A card in front of the camera, or its number typed in: which proves less, and is kept as a tick."""
    context = _context(request, session, "scan")
    result = _scanned(request, session) if request.method == "POST" else {}
    fresh = CardForm(initial={"nonce": new_id(), "direction": context["direction"]})
    template = "attendance/_scan_result.html" if request.htmx else "attendance/scan.html"  # type: ignore[attr-defined]
    status = result.pop("status", 200)
    return render(request, template, {**context, "form": fresh, **result}, status=status)


def _scanned(request: HttpRequest, session: ActivitySession) -> dict[str, object]:
    form = CardForm(request.POST)
    if not form.is_valid():
        return {
            "refusal": _("Hold the card before the camera, or type the volunteer number."),
            "status": 422,
        }
    typed = form.cleaned_data["payload"]
    volunteer = volunteers.verify_card(typed)
    mode = CheckInMode.QR_PERSONAL if volunteer else CheckInMode.LEADER_ROSTER
    volunteer = volunteer or Volunteer.objects.filter(volunteer_number=typed).first()
    if volunteer is None:
        return {
            "refusal": _("This is not a valid card. Ask the volunteer to open their card again."),
            "status": 422,
        }
    now, direction = timezone.now(), _direction(request, session)
    try:
        recorded = actions.enter(
            session, volunteer, direction=direction, mode=mode, happened_at=now,
            nonce=form.cleaned_data["nonce"], by=request.user, at=now,
        )  # fmt: skip
    except Refusal as refusal:
        return {"refusal": refusal, "volunteer": volunteer, "status": refusal.status}
    return {"recorded": recorded, "volunteer": volunteer, "counts": queries.present_now(session.pk)}


@require_GET
@never_cache
@needs(LEAD, on=ActivitySession)
def roster(request: HttpRequest, session: ActivitySession) -> HttpResponse:
    form = RosterFilter(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    size = PRINTED_ROWS if "all" in request.GET else ROWS
    found = page(queries.signups(session, text), keys=KEYS, cursor=request.GET.get("cursor", ""), size=size)
    context = {
        "session": session,
        "activity": session.activity,
        "counts": queries.present_now(session.pk),
        "lines": queries.roster(session, found.rows),
        "page": found,
        "form": form,
        "default_time": _default_time(session),
        "over": session.ends_at <= timezone.now(),
    }
    return render(request, "attendance/roster.html", context)


def _default_time(session: ActivitySession) -> datetime:
    """Now while the session runs, else its nearer end: what a leader most often means."""
    return timezone.localtime(min(max(timezone.now(), session.starts_at), session.ends_at))


@require_POST
@needs(LEAD, on=ActivitySession)
def tick(request: HttpRequest, session: ActivitySession, volunteer_id: UUID) -> HttpResponse:
    volunteer = get_object_or_404(Volunteer, pk=volunteer_id)
    form = TickForm(request.POST)
    refusal: object = None
    try:
        if form.is_valid():
            _apply(form, session, volunteer, request)
        else:
            refusal = _("Give the time as day, hour and minute.")
    except Refusal as said:
        refusal = said
    if request.htmx:  # type: ignore[attr-defined]
        return _line(request, session, volunteer, refusal)
    if refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("attendance:roster", args=[session.pk]) + f"#v{volunteer.pk}")


def _apply(form: TickForm, session: ActivitySession, volunteer: Volunteer, request: HttpRequest) -> None:
    data, now = form.cleaned_data, timezone.now()
    moment = data["at"] or now
    if data["what"] == "close":
        actions.close(session, volunteer.pk, left_at=moment, reason=data["reason"], by=request.user, at=now)
        return
    actions.enter(
        session, volunteer, direction=Direction(data["what"]), mode=CheckInMode.LEADER_ROSTER,
        happened_at=moment, nonce=data["nonce"], by=request.user, at=now, reason=data["reason"],
    )  # fmt: skip


def _line(request: HttpRequest, session: ActivitySession, volunteer: Volunteer, refusal: object) -> HttpResponse:
    rows = queries.roster(session, queries.signups(session).filter(volunteer=volunteer))
    context = {
        "session": session,
        "line": rows[0] if rows else None,
        "refusal": refusal,
        "default_time": _default_time(session),
    }
    return render(request, "attendance/_roster_line.html", context, status=422 if refusal else 200)
