from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kapok.activity.projects import actions, queries
from kapok.activity.projects.forms import ProjectForm
from kapok.activity.projects.models import Project
from kapok.core.access import Permission, needs, staff_only
from kapok.core.common.paging import page
from kapok.core.common.refusals import Refusal
from kapok.organization.organizations.models import Organization

MANAGE = Permission.PROJECT_MANAGE


@require_GET
@staff_only(MANAGE)
def listing(request: HttpRequest) -> HttpResponse:
    rows = queries.managed_by(request.user)
    found = page(rows, keys=("-created_at", "-id"), cursor=request.GET.get("cursor", ""))
    context = {"page": found, "organizations": queries.organizations_of(request.user)}
    return render(request, "projects/list.html", context)


@require_http_methods(["GET", "POST"])
@needs(MANAGE, on=Organization)
def new(request: HttpRequest, organization: Organization) -> HttpResponse:
    form = ProjectForm(request.POST or None, organization=organization)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create(organization, values=form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _saved(request)
    return _draw(request, form, organization)


@require_http_methods(["GET", "POST"])
@needs(MANAGE, on=Project)
def edit(request: HttpRequest, project: Project) -> HttpResponse:
    form = ProjectForm(request.POST or None, organization=project.organization, project=project)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(project, values=form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _saved(request)
    return _draw(request, form, project.organization, project)


@require_POST
@needs(MANAGE, on=Project)
def run(request: HttpRequest, project: Project) -> HttpResponse:
    actions.run(project, by=request.user, at=timezone.now())
    return _saved(request)


@require_POST
@needs(MANAGE, on=Project)
def pause(request: HttpRequest, project: Project) -> HttpResponse:
    actions.pause(project, by=request.user, at=timezone.now())
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("projects:list")


def _draw(request: HttpRequest, form: ProjectForm, organization: Organization, project: Any = None) -> HttpResponse:
    context = {"form": form, "organization": organization, "project": project}
    return render(request, "projects/form.html", context, status=422 if form.errors else 200)
