"""Who signed up, for the leader: names in full, phones masked; as a page and as a spreadsheet."""

from io import BytesIO
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kapok.activity.activities import actions, queries
from kapok.activity.activities.forms import CapacityForm, ReasonForm
from kapok.activity.activities.models import Activity, ActivitySession, Position, SignUp
from kapok.core.access import Permission, needs
from kapok.core.common.masking import mask
from kapok.core.common.models import Personal
from kapok.core.common.paging import page
from kapok.core.common.refusals import Refusal
from kapok.core.ui.words import local, moment

MANAGE = Permission.SIGNUP_MANAGE
KEYS = ("position_id", "state", "queued")
ROWS = 50
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@needs(MANAGE, on=Activity)
def roster(request: HttpRequest, activity: Activity) -> HttpResponse:
    sessions = list(activity.sessions.prefetch_related("positions"))
    session = _chosen(sessions, request.GET.get("session", ""))
    rows = queries.roster(activity, session)
    found = page(rows, keys=KEYS, cursor=request.GET.get("cursor", ""), size=ROWS)
    for signup in found.rows:
        signup.phone = masked_phone(signup)
    context = {"activity": activity, "sessions": sessions, "session": session, "page": found}
    return render(request, "activities/organise/roster.html", context)


def _chosen(sessions: list[ActivitySession], key: str) -> ActivitySession | None:
    return next(
        (session for session in sessions if str(session.pk) == key),
        sessions[0] if sessions else None,
    )


def masked_phone(signup: SignUp) -> str:
    user = signup.volunteer.user
    return mask(user.phone, Personal.CONTACT) if user else ""


@require_POST
@needs(MANAGE, on=Activity)
def export(request: HttpRequest, activity: Activity) -> HttpResponse:
    """A spreadsheet of people leaves the platform: that is written down."""
    rows = list(queries.roster(activity))
    content = _spreadsheet(rows)
    actions.exported(activity, number=len(rows), by=request.user, at=timezone.now())
    response = HttpResponse(content, content_type=SPREADSHEET)
    response["Content-Disposition"] = f'attachment; filename="sign-ups-{activity.pk}.xlsx"'
    return response


def _spreadsheet(rows: list[SignUp]) -> bytes:
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Sign-ups"))
        bold = book.add_format({"bold": True})
        sheet.write_row(
            0,
            0,
            [_("Session"), _("Position"), _("Name"), _("Volunteer number"), _("Phone"), _("State")],
            bold,
        )
        for number, signup in enumerate(rows, 1):
            sheet.write_row(number, 0, _cells(signup))
        sheet.autofit()
    return buffer.getvalue()


def _cells(signup: SignUp) -> list[Any]:
    return [
        moment(signup.position.session.starts_at),
        local(signup.position, "name"),
        signup.volunteer.name,
        signup.volunteer.volunteer_number,
        masked_phone(signup),
        signup.get_state_display(),
    ]


@require_http_methods(["GET", "POST"])
@needs(MANAGE, on=SignUp)
def remove(request: HttpRequest, signup: SignUp) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.remove(signup, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, _("Taken off the list; the first in line moves up."))
        return redirect("activities:organise_roster", signup.activity_id)
    context = {"signup": signup, "activity": signup.activity, "form": form}
    return render(request, "activities/organise/remove.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs(MANAGE, on=Position)
def capacity(request: HttpRequest, position: Position) -> HttpResponse:
    form = CapacityForm(request.POST or None, initial={"capacity": position.capacity})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_capacity(
                position, capacity=form.cleaned_data["capacity"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error("capacity", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:organise_activity", position.activity_id)
    context = {"position": position, "activity": position.activity, "form": form}
    return render(request, "activities/organise/capacity.html", context, status=422 if form.errors else 200)
