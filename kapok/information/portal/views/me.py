from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kapok.activity.activities.queries import upcoming_signups
from kapok.activity.records.queries import of_volunteer, totals_of
from kapok.core.access import grants_of, signed_in
from kapok.information.notices.models import Notice
from kapok.information.notices.rendering import render as in_words
from kapok.information.portal.desks import desks_of
from kapok.information.portal.views.feeds import my_feed_url
from kapok.organization.volunteers import queries as volunteers
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.points.queries import account_of
from kapok.recognition.stars.queries import progress


@require_GET
@signed_in
def dashboard(request: HttpRequest) -> HttpResponse:
    """What matters to this person today: their service, and the desks of their roles."""
    volunteer = volunteers.of(request.user)
    context: dict[str, Any] = {
        "volunteer": volunteer,
        "desks": desks_of(request.user),
        "notices": _news(request.user),
        "roles": list({grant.role.title: None for grant in grants_of(request.user) if grant.role.staff}),
    }
    if volunteer is not None:
        context |= _service(volunteer)
    return render(request, "portal/me.html", context)


def _news(user: Any) -> list[dict[str, Any]]:
    unread = Notice.objects.filter(user=user, read_at__isnull=True).order_by("-at", "-id")[:3]
    return [{"title": in_words(notice).title, "at": notice.at} for notice in unread]


def _service(volunteer: Volunteer) -> dict[str, Any]:
    now = timezone.now()
    totals = totals_of(volunteer.pk)
    return {
        "totals": totals,
        "progress": progress(volunteer, now, minutes=totals.lifetime_minutes),
        "points": account_of(volunteer),
        "upcoming": upcoming_signups(volunteer, now)[:4],
        "recent": of_volunteer(volunteer.pk).order_by("-service_day", "-id")[:4],
        "feed": my_feed_url(volunteer),
    }
