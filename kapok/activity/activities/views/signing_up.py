from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kapok.activity.activities import actions, queries
from kapok.activity.activities.actions.desk import Wish
from kapok.activity.activities.eligibility import NotEligible
from kapok.activity.activities.models import OPEN, Position, SignUp
from kapok.core.access import signed_in
from kapok.core.common.paging import page
from kapok.organization.volunteers.models import Volunteer

PAST_KEYS = ("-asked_at", "-id")


def volunteer_of(request: HttpRequest) -> Volunteer | None:
    return Volunteer.objects.filter(user=request.user.pk).first()


@require_POST
@signed_in
def sign_up(request: HttpRequest, activity_id: UUID, position_id: UUID) -> HttpResponse:
    """The rush passes here: whatever can be asked for many people at once is asked in the batch."""
    try:
        wish = Wish(activity_id, position_id, None, request.user.pk, timezone.now())
        signup = actions.desk.ask(wish)
    except NotEligible as refused:
        if not request.htmx:
            raise
        return _position(request, position_id, refused=refused)
    if request.htmx:
        return _position(request, position_id)
    return HttpResponseRedirect(reverse("activities:signup", args=[signup.pk]))


@require_POST
@signed_in
def cancel(request: HttpRequest, signup_id: UUID) -> HttpResponse:
    signup = _own(request, signup_id)
    signup = actions.cancel(signup, by=request.user, at=timezone.now())
    if request.htmx:
        return _position(request, signup.position_id)
    late = signup.state == "late_cancel"
    messages.success(
        request,
        _("Your place was given back, late: this is noted.") if late else _("Your place was given back."),
    )
    return redirect("activities:my_signups")


@require_GET
@signed_in
def signup(request: HttpRequest, signup_id: UUID) -> HttpResponse:
    """What became of one's own wish."""
    rows = queries.own_signups(_volunteer_or_404(request))
    found = get_object_or_404(rows, pk=signup_id)
    return render(request, "activities/signup.html", {"signup": found, "activity": found.activity})


@require_GET
@signed_in
def my_signups(request: HttpRequest) -> HttpResponse:
    volunteer, now = volunteer_of(request), timezone.now()
    if volunteer is None:
        return render(request, "activities/my_signups.html", {"volunteer": None})
    past = queries.own_signups(volunteer).filter(~Q(state__in=OPEN) | Q(position__session__ends_at__lte=now))
    context = {
        "volunteer": volunteer,
        "now": now,
        "upcoming": queries.upcoming_signups(volunteer, now),
        "past": page(past, keys=PAST_KEYS, cursor=request.GET.get("cursor", "")),
    }
    return render(request, "activities/my_signups.html", context)


def _own(request: HttpRequest, signup_id: UUID) -> SignUp:
    return get_object_or_404(SignUp, pk=signup_id, volunteer__user=request.user.pk)


def _volunteer_or_404(request: HttpRequest) -> Volunteer:
    volunteer = volunteer_of(request)
    if volunteer is None:
        raise Http404
    return volunteer


def _position(request: HttpRequest, position_id: UUID, *, refused: NotEligible | None = None) -> HttpResponse:
    """The card of one position as it stands now, for htmx to put in place of the old one."""
    rows = Position.objects.select_related("session", "activity").prefetch_related("skills")
    position = get_object_or_404(rows, pk=position_id)
    standing = queries.standings([position], volunteer_of(request), timezone.now())[0]
    if refused:
        standing.reasons = refused.reasons
    context: dict[str, Any] = {"standing": standing, "position": position}
    return render(request, "activities/_position.html", context, status=409 if refused else 200)
