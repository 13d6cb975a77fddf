from collections.abc import Iterator
from typing import Any

from kapok.core.access import Scope, organization_scope
from kapok.organization.organizations.models import Membership


def memberships(user: Any) -> Iterator[tuple[str, Scope]]:
    rows = Membership.objects.filter(user=user, ended_at__isnull=True)
    for role, organization in rows.values_list("role", "organization_id"):
        yield role, organization_scope(organization)
