"""The settlement of an activity, for its leader: what is counted, what waits, what is still open."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapok.activity.activities.models import Activity
from kapok.activity.attendance.models import Attendance, AttendanceState
from kapok.activity.records import actions
from kapok.activity.records.models import RecordState, ServiceRecord
from kapok.core.access import Permission, needs


@require_http_methods(["GET", "POST"])
@needs(Permission.ATTENDANCE_LEAD, on=Activity)
def settlement(request: HttpRequest, activity: Activity) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        done = actions.settle(activity, by=request.user, at=now)
        words = _("%(effective)s records count at once, %(pending)s wait for confirmation.")
        messages.success(request, words % {"effective": done.effective, "pending": done.pending})
        return redirect("records:settlement", activity.pk)
    context = {"activity": activity, "sessions": _sessions(activity, now), "sums": _sums(activity)}
    return render(request, "records/settlement.html", context)


def _sessions(activity: Activity, now: Any) -> list[dict[str, Any]]:
    counts = {row["session_id"]: row for row in _presence(activity)}
    return [
        {"session": session, "over": session.ends_at <= now, **counts.get(session.pk, {})}
        for session in activity.sessions.all()
    ]


def _presence(activity: Activity) -> Any:
    waiting = Q(state__in=[AttendanceState.OPENED, AttendanceState.DANGLING])
    return (
        Attendance.objects.filter(activity_id=activity.pk)
        .exclude(state=AttendanceState.ANNULLED)
        .values("session_id")
        .annotate(
            unended=Count("id", filter=waiting),
            uncounted=Count("id", filter=Q(state=AttendanceState.CLOSED)),
            counted=Count("id", filter=Q(state=AttendanceState.EVALUATED)),
        )
    )


def _sums(activity: Activity) -> dict[str, Any]:
    rows = (
        ServiceRecord.objects.current()
        .filter(activity_id=activity.pk)
        .values("state")
        .annotate(records=Count("id"), minutes=Sum("service_minutes"))
    )
    sums: dict[str, Any] = {state: {"records": 0, "minutes": 0} for state in RecordState.values}
    return sums | {row["state"]: row for row in rows}
