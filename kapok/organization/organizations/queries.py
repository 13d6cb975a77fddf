from django.db.models import Count, Q

from kapok.core.regions.queries import within
from kapok.organization.organizations.models import Membership, Organization, OrganizationQuerySet


def listed(*, words: str = "", kind: str = "", region: str = "") -> OrganizationQuerySet:
    """Organisations the public may see, by name, kind and place (a region holds all below it)."""
    found = Organization.objects.listed().select_related("region")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(name_en__icontains=words))
    if kind:
        found = found.filter(kind=kind)
    if region:
        found = found.filter(within(region))
    return found


def figures(organization: Organization) -> dict[str, int]:
    return organization.memberships.filter(ended_at__isnull=True).aggregate(
        members=Count("user", distinct=True), teams=Count("team", distinct=True)
    )


def membership_of(user, organization: Organization) -> Membership | None:
    if not user.is_authenticated:
        return None
    return organization.memberships.filter(user=user, role="member", ended_at__isnull=True).first()
