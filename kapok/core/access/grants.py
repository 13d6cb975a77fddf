from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from kapok.core.access.roles import ROLES, Permission, Role
from kapok.core.regions.codes import ancestors


class Scope(NamedTuple):
    """Where a role holds: one organisation, one sub-station, one region and all below, one store, or the platform."""

    kind: str
    key: str = ""


PLATFORM = Scope("platform")


def organization_scope(organization_id: UUID) -> Scope:
    return Scope("organization", str(organization_id))


def substation_scope(substation_id: UUID) -> Scope:
    return Scope("substation", str(substation_id))


def region_scope(code: str) -> Scope:
    return Scope("region", code)


def region_scopes(code: str) -> list[Scope]:
    """The scopes of everybody responsible for a place: its own region and each one above it."""
    return [region_scope(each) for each in ancestors(code)]


def store_scope(store_id: UUID) -> Scope:
    return Scope("store", str(store_id))


@dataclass(frozen=True)
class Grant:
    role: Role
    scope: Scope


Source = Callable[[Any], Iterable[tuple[str, Scope]]]
_sources: list[Source] = []


def register_source(source: Source) -> Source:
    """`source(user)` yields (role key, scope) pairs; called by the room that owns the memberships, in its AppConfig."""
    if source not in _sources:
        _sources.append(source)
    return source


def grants_of(user: Any) -> tuple[Grant, ...]:
    """Every role the user holds now. Read once per user object, which lives as long as its request."""
    if not user.is_authenticated or not user.is_active:
        return ()
    if not hasattr(user, "_kapok_grants"):
        user._kapok_grants = tuple(Grant(ROLES[key], scope) for source in _sources for key, scope in source(user))
    return user._kapok_grants


def scopes_of(thing: Any) -> frozenset[Scope]:
    """The scopes a thing stands in: its model answers `access_scopes()`. The platform is always one."""
    return frozenset({PLATFORM, *thing.access_scopes()})


def can(user: Any, permission: Permission, *, on: Any = None) -> bool:
    """Whether a role of the user allows `permission` on `on` (None: on the platform, or anywhere at all
    where no one thing is meant)."""
    scopes = None if on is None else scopes_of(on)
    return any(
        permission in grant.role.permissions and (scopes is None or grant.scope in scopes) for grant in grants_of(user)
    )


def knows_of(user: Any, thing: Any) -> bool:
    """Whether any staff role of the user reaches the thing: then a missing permission is 403, not 404."""
    scopes = scopes_of(thing)
    return any(grant.scope in scopes for grant in grants_of(user) if grant.role.staff)


def scopes_where(user: Any, permission: Permission) -> frozenset[Scope]:
    """The scopes in which the user holds `permission`; lists filter by them."""
    return frozenset(grant.scope for grant in grants_of(user) if permission in grant.role.permissions)


def is_staff(user: Any) -> bool:
    """Whether any role of the user asks for a second factor."""
    return any(grant.role.staff for grant in grants_of(user))
