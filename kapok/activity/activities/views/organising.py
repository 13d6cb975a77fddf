"""The organiser's desk: what is planned, running and over, and the form that plans it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kapok.activity.activities import actions, checks, queries
from kapok.activity.activities.actions.drafting import CHANGEABLE, NotChangeable, first_free_day
from kapok.activity.activities.actions.publishing import NotAcknowledged
from kapok.activity.activities.approval import organizations_where
from kapok.activity.activities.forms import (
    AcknowledgementForm,
    ActivityForm,
    CopyForm,
    PlanForm,
    ReasonForm,
    rearranged,
)
from kapok.activity.activities.models import Activity, ActivityState
from kapok.activity.activities.plans import plan_of
from kapok.activity.projects.models import Project
from kapok.core.access import Permission, needs, staff_only
from kapok.core.common.paging import page
from kapok.core.common.refusals import Refusal

KEYS = ("-starts_at", "-id")
PUBLISH = Permission.ACTIVITY_PUBLISH
GROUPS = {
    "drafts": ("draft", "pending_review", "rejected"),
    "open": ("approved", "recruiting", "recruiting_closed", "in_progress"),
    "settling": ("settling", "overdue"),
    "over": ("closed", "cancelled", "void"),
}


@require_GET
@staff_only(PUBLISH)
def dashboard(request: HttpRequest) -> HttpResponse:
    mine = Activity.objects.filter(organization__in=organizations_where(request.user, PUBLISH))
    group = request.GET.get("show", "open")
    states = GROUPS.get(group, GROUPS["open"])
    rows = mine.filter(state__in=states).select_related("organization", "project", "region")
    counts = queries.counts_by_state(mine)
    context = {
        "group": group if group in GROUPS else "open",
        "counts": {name: sum(counts.get(s, 0) for s in states) for name, states in GROUPS.items()},
        "page": page(rows, keys=KEYS, cursor=request.GET.get("cursor", "")),
        "figures": queries.figures(mine),
        "projects": _running(request),
    }
    return render(request, "activities/organise/dashboard.html", context)


def _running(request: HttpRequest) -> Any:
    mine = organizations_where(request.user, PUBLISH)
    return Project.objects.filter(organization__in=mine, state="running").order_by("name")


@require_http_methods(["GET", "POST"])
@needs(PUBLISH, on=Project)
def new(request: HttpRequest, project: Project) -> HttpResponse:
    now = timezone.now()
    if request.method == "GET":
        form = PlanForm(now=_minute(now))
        form.form.initial["person_in_charge"] = project.organization.person_in_charge
        form.form.initial["service_fields"] = [each.pk for each in project.service_fields.all()]
        form.form.initial["region"] = project.region_id
        return _draw(request, form, project)
    return _take(request, project, None, now)


@require_http_methods(["GET", "POST"])
@needs(PUBLISH, on=Activity)
def edit(request: HttpRequest, activity: Activity) -> HttpResponse:
    if activity.state not in CHANGEABLE:
        raise NotChangeable
    now = timezone.now()
    if request.method == "GET":
        return _draw(request, PlanForm(plan=plan_of(activity), now=now), activity.project, activity)
    return _take(request, activity.project, activity, now)


def _take(request: HttpRequest, project: Project, activity: Activity | None, now: datetime) -> HttpResponse:
    """Save, check, or only change the form's shape; whatever fails, what was typed stays."""
    do = request.POST.get("do", "save")
    if do.startswith(("add-", "drop-")):
        form = PlanForm(rearranged(request.POST, do), now=now)
        return _draw(request, form, project, activity, quiet=True)
    form = PlanForm(request.POST, now=now)
    if form.is_valid() and (do != "check" or _publishable(form, project, now)):
        try:
            saved = _save(form, project, activity, request.user, now)
        except Refusal as refusal:
            form.show(refusal.field or "", refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(
                "activities:organise_preview" if do == "check" else "activities:organise_activity",
                saved.pk,
            )
    return _draw(request, form, project, activity, status=422)


def _publishable(form: PlanForm, project: Project, now: datetime) -> bool:
    found = checks.problems(project, form.plan(), now)
    for problem in found:
        form.show(problem.field, problem)
    return not found


def _save(form: PlanForm, project: Project, activity: Activity | None, user: Any, now: datetime) -> Activity:
    if activity is None:
        return actions.draft(project, plan=form.plan(), by=user, at=now)
    return actions.revise(activity, plan=form.plan(), by=user, at=now)


def _draw(
    request: HttpRequest,
    form: PlanForm,
    project: Project,
    activity: Activity | None = None,
    *,
    quiet: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`quiet`: the shape changed, nothing was judged; errors are not shown yet."""
    context = {"form": form, "project": project, "activity": activity, "quiet": quiet}
    return render(request, "activities/organise/form.html", context, status=status)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


@require_GET
@needs(PUBLISH, on=Activity)
def manage(request: HttpRequest, activity: Activity) -> HttpResponse:
    now = timezone.now()
    sessions = activity.sessions.prefetch_related("positions__skills")
    waiting = queries.waiting_counts(activity)
    context = {
        "activity": activity,
        "sessions": sessions,
        "waiting": waiting,
        "waiting_total": sum(waiting.values()),
        "steps": _steps(activity),
        "may_change": activity.state in CHANGEABLE,
        "may_open": activity.state in ("approved", "recruiting_closed") and activity.starts_at > now,
        "may_cancel": activity.state in ("pending_review", "approved", "recruiting", "recruiting_closed"),
        "reason": ReasonForm(),
        "checking_in": activity.state in GROUPS["open"] + GROUPS["settling"],
        "settling": activity.state in GROUPS["settling"],
    }
    return render(request, "activities/organise/activity.html", context)


def _steps(activity: Activity) -> dict[str, Any]:
    """Where it stands on the way from draft to settled."""
    order = [
        "draft",
        "pending_review",
        "approved",
        "recruiting",
        "in_progress",
        "settling",
        "closed",
    ]
    place = {"recruiting_closed": "recruiting", "overdue": "settling"}.get(activity.state, activity.state)
    words = [
        _("Draft"), _("Approval"), _("Published"), _("Sign-up"), _("Service"), _("Hours"),
        _("Closed"),
    ]  # fmt: skip
    return {"words": words, "now": order.index(place) + 1 if place in order else 0}


@require_GET
@needs(PUBLISH, on=Activity)
def preview(request: HttpRequest, activity: Activity) -> HttpResponse:
    return _preview(request, activity, AcknowledgementForm())


def _preview(request: HttpRequest, activity: Activity, form: AcknowledgementForm, status: int = 200) -> HttpResponse:
    plan, now = plan_of(activity), timezone.now()
    rules = checks.rules_for(activity.project, plan, now)
    draft = activity.state == ActivityState.DRAFT
    context = {
        "activity": activity,
        "plan": plan,
        "sessions": activity.sessions.prefetch_related("positions__skills"),
        "problems": _labelled(checks.problems(activity.project, plan, now)) if draft else [],
        "level": checks.approval_level(plan.minutes_per_day, rules),
        "acknowledgement": form,
    }
    return render(request, "activities/organise/preview.html", context, status=status)


def _labelled(problems: list[checks.Problem]) -> list[dict[str, Any]]:
    """Problems with the words that stand at their fields in the form."""
    fields = ActivityForm.base_fields
    return [
        {
            "label": fields[each.field].label if each.field in fields else "",
            "sentence": each.sentence,
        }
        for each in problems
    ]


@require_POST
@needs(PUBLISH, on=Activity)
def submit(request: HttpRequest, activity: Activity) -> HttpResponse:
    form = AcknowledgementForm(request.POST)
    if not form.is_valid():
        return _preview(request, activity, form, status=422)
    classes = form.cleaned_data["classes"]
    try:
        activity = actions.submit(activity, classes=classes, by=request.user, at=timezone.now())
    except (checks.NotPublishable, NotAcknowledged) as refusal:
        form.add_error("classes", str(refusal))
        return _preview(request, activity, form, status=422)
    waiting = activity.state == ActivityState.PENDING_REVIEW
    messages.success(request, _("Handed in for approval.") if waiting else _("Published."))
    return redirect("activities:organise_activity", activity.pk)


@require_http_methods(["GET", "POST"])
@needs(PUBLISH, on=Activity)
def copy(request: HttpRequest, activity: Activity) -> HttpResponse:
    now = timezone.now()
    form = CopyForm(request.POST or None, initial={"first_day": first_free_day(activity, now)})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["first_day"]
        fresh = actions.copy(activity, first_day=day, by=request.user, at=now)
        return redirect("activities:organise_preview", fresh.pk)
    status = 422 if form.errors else 200
    return render(
        request,
        "activities/organise/copy.html",
        {"activity": activity, "form": form},
        status=status,
    )


@require_POST
@needs(PUBLISH, on=Activity)
def open_signup(request: HttpRequest, activity: Activity) -> HttpResponse:
    actions.open_signup(activity, by=request.user, at=timezone.now())
    messages.success(request, _("Sign-up is open."))
    return redirect("activities:organise_activity", activity.pk)


@require_POST
@needs(PUBLISH, on=Activity)
def close_signup(request: HttpRequest, activity: Activity) -> HttpResponse:
    actions.close_signup(activity, by=request.user, at=timezone.now())
    messages.success(request, _("Sign-up is closed."))
    return redirect("activities:organise_activity", activity.pk)


@require_POST
@needs(PUBLISH, on=Activity)
def cancel(request: HttpRequest, activity: Activity) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.cancel_activity(activity, reason=reason, by=request.user, at=timezone.now())
    messages.success(request, _("The activity is cancelled; everybody was released."))
    return redirect("activities:organise_activity", activity.pk)
