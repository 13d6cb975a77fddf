"""The reviewer's desk (BR-34). Its door asks `approval.may_approve`: a guiding body's leaders
count too.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kapok.activity.activities import actions, approval, queries
from kapok.activity.activities.forms import ReasonForm
from kapok.activity.activities.models import Activity
from kapok.core.access import Permission, can
from kapok.core.access.grants import knows_of
from kapok.core.common.paging import page

View = Callable[..., HttpResponse]


def reviewer(view: View) -> View:
    """For whoever may approve something, somewhere."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not can(user, Permission.ACTIVITY_APPROVE) and not can(user, Permission.ACTIVITY_PUBLISH):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.door = f"staff:{Permission.ACTIVITY_APPROVE}"  # type: ignore[attr-defined]
    return guarded


def may_approve(view: View) -> View:
    """Hands the view an activity this person may decide about."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID) -> HttpResponse:
        activity = get_object_or_404(
            Activity.objects.select_related("organization__guiding_body", "project", "region"),
            pk=pk,
        )
        if not approval.may_approve(request.user, activity):
            if not knows_of(request.user, activity):
                raise Http404
            raise PermissionDenied
        return view(request, activity)

    guarded.door = f"needs:{Permission.ACTIVITY_APPROVE}:activities.Activity"  # type: ignore[attr-defined]
    return guarded


@require_GET
@reviewer
def waiting(request: HttpRequest) -> HttpResponse:
    rows = approval.waiting_for(request.user)
    found = page(rows, keys=("starts_at", "id"), cursor=request.GET.get("cursor", ""))
    return render(request, "activities/organise/approvals.html", {"page": found})


@require_GET
@may_approve
def review(request: HttpRequest, activity: Activity) -> HttpResponse:
    context = {
        "activity": activity,
        "sessions": activity.sessions.prefetch_related("positions__skills"),
        "own": activity.submitted_by_id == request.user.pk,
        "reason": ReasonForm(),
        "standing": queries.counts_by_state(Activity.objects.filter(organization=activity.organization_id)),
    }
    return render(request, "activities/organise/review.html", context)


@require_POST
@may_approve
def decide(request: HttpRequest, activity: Activity) -> HttpResponse:
    verdict, now = request.POST.get("verdict"), timezone.now()
    reason = request.POST.get("reason", "").replace("\0", "")
    if verdict == "approve":
        actions.approve(activity, by=request.user, at=now)
    elif verdict == "reject":
        actions.reject(activity, reason=reason, by=request.user, at=now)
    else:
        actions.return_for_changes(activity, reason=reason, by=request.user, at=now)
    messages.success(request, _("Your decision is noted."))
    return redirect("activities:approvals")
