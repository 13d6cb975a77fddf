from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kapok.activity.activities.models import Activity
from kapok.activity.activities.queries import Standing, public_activity, standings, waiting_counts
from kapok.core.access import public
from kapok.information.portal.caching import revalidated
from kapok.information.portal.structured import activity_data
from kapok.organization.volunteers import queries as volunteers


@public("An activity's page is an invitation to everybody.")
@require_GET
@revalidated
def page(request: HttpRequest, pk: Any) -> HttpResponse:
    activity = public_activity(pk)
    if activity is None:
        raise Http404
    now = timezone.now()
    volunteer = volunteers.of(request.user) if request.user.is_authenticated else None
    context = {
        "activity": activity,
        "sessions": _sessions(activity, volunteer, now),
        "volunteer": volunteer,
        "data": activity_data(activity, request),
        "now": now,
        "open": activity.signup_opens_at <= now < activity.signup_closes_at and activity.state == "recruiting",
        "waiting": sum(waiting_counts(activity).values()),
    }
    return render(request, "portal/activity.html", context)


def _sessions(activity: Activity, volunteer, now: datetime) -> list[dict[str, Any]]:
    """Each session with how every position of it stands to this person; two statements for the whole page."""
    sessions = list(activity.sessions.all())
    positions = [position for session in sessions for position in session.positions.all()]
    by_session: dict[Any, list[Standing]] = {session.pk: [] for session in sessions}
    for standing in standings(positions, volunteer, now):
        by_session[standing.position.session_id].append(standing)
    return [{"session": session, "standings": by_session[session.pk]} for session in sessions]
