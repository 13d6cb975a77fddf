from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kapok.core.access import Permission, can, needs, public, signed_in
from kapok.core.access.roles import ROLES
from kapok.core.common.paging import page
from kapok.core.common.sheets import sheet
from kapok.organization.organizations import actions, queries
from kapok.organization.organizations.models import Membership, Organization, OrganizationKind


@public("Who organises volunteering here is public information.")
@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:50]
    kind = request.GET.get("kind", "")
    kind = kind if kind in OrganizationKind.values else ""
    region = request.substation.region_id if request.substation else ""
    found = queries.listed(words=words, kind=kind, region=region)
    context = {
        "page": page(found, keys=["name", "id"], cursor=request.GET.get("cursor", ""), size=24),
        "words": words,
        "kind": kind,
        "kinds": OrganizationKind.choices,
    }
    return render(request, "organizations/list.html", context)


@public("An organisation's public profile: its figures, not its people.")
@require_GET
def profile(request: HttpRequest, pk: Any) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.listed().select_related("region", "guiding_body"), pk=pk)
    context = {
        "organization": organization,
        "figures": queries.figures(organization),
        "membership": queries.membership_of(request.user, organization),
        "may_see_members": can(request.user, Permission.MEMBER_READ, on=organization),
    }
    return render(request, "organizations/profile.html", context)


@needs(Permission.MEMBER_READ, on=Organization)
@require_GET
def members(request: HttpRequest, organization: Organization) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:50]
    found = _members(organization, words)
    context = {
        "organization": organization,
        "page": page(found, keys=["-started_at", "id"], cursor=request.GET.get("cursor", ""), size=30),
        "words": words,
        "roles": ROLES,
    }
    return render(request, "organizations/members.html", context)


def _members(organization: Organization, words: str):
    found = Membership.objects.filter(organization=organization, ended_at__isnull=True)
    if words:
        found = found.filter(user__name__contains=words)
    return found.select_related("user", "team")


@needs(Permission.MEMBER_READ, on=Organization)
@require_GET
def members_sheet(request: HttpRequest, organization: Organization) -> HttpResponse:
    rows = [
        [row.user.name, ROLES[row.role].title, row.team.name if row.team else "", timezone.localtime(row.started_at)]
        for row in _members(organization, "").order_by("started_at")
    ]
    return sheet(f"members-{timezone.localdate()}.xlsx", [_("Name"), _("Role"), _("Team"), _("Since")], rows)


@require_POST
@signed_in
def join(request: HttpRequest, pk: Any) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.listed(), pk=pk)
    actions.join(organization, user=request.user, at=timezone.now())
    messages.success(request, _("You are a member now."))
    return redirect("organizations:profile", pk)


@require_POST
@signed_in
def leave(request: HttpRequest, pk: Any) -> HttpResponse:
    organization = get_object_or_404(Organization, pk=pk)
    actions.leave(organization, user=request.user, at=timezone.now())
    messages.success(request, _("You have left. Your records stay yours."))
    return redirect("organizations:profile", pk)
