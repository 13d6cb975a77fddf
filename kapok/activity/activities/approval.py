"""Who approves what (BR-34): the organisation itself, its sub-station or guiding body, the
province.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kapok.activity.activities.models import Activity, ActivityState, ApprovalLevel
from kapok.core.access import PLATFORM, Permission, Scope, can, scopes_where


def may_approve(user: Any, activity: Activity) -> bool:
    if activity.approval_level == ApprovalLevel.PROVINCE:
        scopes = scopes_where(user, Permission.ACTIVITY_APPROVE)
        return any(_provincial(scope, activity) for scope in scopes)
    guide = activity.organization.guiding_body
    return can(user, Permission.ACTIVITY_APPROVE, on=activity) or (
        guide is not None and can(user, Permission.ACTIVITY_PUBLISH, on=guide)
    )


def _provincial(scope: Scope, activity: Activity) -> bool:
    province = activity.organization.region_id[:2] + "0000"
    return scope == PLATFORM or scope == Scope("region", province)


def waiting_for(user: Any) -> QuerySet[Activity]:
    """What this person could decide about, soonest first; `may_approve` has the last word."""
    pending = Activity.objects.filter(state=ActivityState.PENDING_REVIEW)
    reach = Q(pk__in=[])
    for scope in scopes_where(user, Permission.ACTIVITY_APPROVE):
        reach |= _inside(scope)
    guided = organizations_where(user, Permission.ACTIVITY_PUBLISH)
    reach |= Q(organization__guiding_body__in=guided, approval_level=ApprovalLevel.PARENT)
    rows = pending.filter(reach).exclude(submitted_by_id=user.pk)
    return rows.select_related("organization__guiding_body", "region").order_by("starts_at", "pk")


def _inside(scope: Scope) -> Q:
    if scope == PLATFORM:
        return Q()
    if scope.kind == "region":
        inside = Q(organization__region__code__startswith=scope.key.rstrip("0"))
        if scope.key.endswith("0000"):
            return inside
        return inside & ~Q(approval_level=ApprovalLevel.PROVINCE)
    if scope.kind == "substation":
        return Q(organization__substation=scope.key) & ~Q(approval_level=ApprovalLevel.PROVINCE)
    return Q(pk__in=[])


def organizations_where(user: Any, permission: Permission) -> list[UUID]:
    """The organisations in which the user themself holds the permission."""
    return [UUID(scope.key) for scope in scopes_where(user, permission) if scope.kind == "organization"]
