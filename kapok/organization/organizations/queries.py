from django.db.models import Count, Q

from kapok.organization.organizations.models import Membership, Organization, OrganizationQuerySet


def listed(*, words: str = "", kind: str = "", region: str = "") -> OrganizationQuerySet:
    """Organisations the public may see, by name, kind and place (a region holds all below it)."""
    found = Organization.objects.listed().select_related("region")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(name_en__icontains=words))
    if kind:
        found = found.filter(kind=kind)
    if region:
        found = found.filter(region_id__startswith=_trunk(region))
    return found


def _trunk(code: str) -> str:
    """The digits every place inside shares: 440000 → 44, 440100 → 4401, 440106 → 440106."""
    return code.removesuffix("0000") if code.endswith("0000") else code.removesuffix("00")


def figures(organization: Organization) -> dict[str, int]:
    return organization.memberships.filter(ended_at__isnull=True).aggregate(
        members=Count("user", distinct=True), teams=Count("team", distinct=True)
    )


def membership_of(user, organization: Organization) -> Membership | None:
    if not user.is_authenticated:
        return None
    return organization.memberships.filter(user=user, role="member", ended_at__isnull=True).first()
