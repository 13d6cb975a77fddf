from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kapok.activity.projects.models import Project
from kapok.core.access import Permission, scopes_where
from kapok.organization.organizations.models import Organization

LIVE = ("approved", "recruiting", "recruiting_closed", "in_progress")


def organizations_of(user: Any) -> QuerySet[Organization]:
    """The organisations whose projects this person manages."""
    scopes = scopes_where(user, Permission.PROJECT_MANAGE)
    own = [UUID(scope.key) for scope in scopes if scope.kind == "organization"]
    return Organization.objects.filter(pk__in=own).order_by("name")


def managed_by(user: Any) -> QuerySet[Project]:
    """With the number of activities that are public now."""
    live = Count("activities", filter=Q(activities__state__in=LIVE))
    rows = Project.objects.filter(organization__in=organizations_of(user))
    return rows.select_related("organization", "team").annotate(live=live)
