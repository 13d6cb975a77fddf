"""Permissions and roles are code; memberships belong to the rooms that own them.

Words: Permission, Role, Grant, Scope, door. A room registers where its grants come from
(`register_source`) and which scopes its objects stand in (`scopes_of`). Everybody else asks
`can(user, permission, on=thing)` or puts one of the doors in front of a view.
"""

from kapok.core.access.doors import needs, public, signed_in, staff_only
from kapok.core.access.grants import (
    PLATFORM,
    Grant,
    Scope,
    can,
    grants_of,
    knows_of,
    organization_scope,
    region_scope,
    region_scopes,
    register_source,
    scopes_where,
    store_scope,
    substation_scope,
)
from kapok.core.access.roles import Permission, Role

__all__ = [
    "PLATFORM",
    "Grant",
    "Permission",
    "Role",
    "Scope",
    "can",
    "grants_of",
    "knows_of",
    "needs",
    "organization_scope",
    "public",
    "region_scope",
    "region_scopes",
    "register_source",
    "scopes_where",
    "signed_in",
    "staff_only",
    "store_scope",
    "substation_scope",
]
