"""Where a version holds, from the whole nation down to one organisation."""

from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from kapok.core.regions.codes import ancestors, is_code


class ScopeType(models.TextChoices):
    NATION = "nation", _("the nation")
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    COUNTY = "county", _("county")
    ORGANIZATION = "organization", _("organisation")


class Scope(NamedTuple):
    type: str
    key: str = ""


NATION = Scope(ScopeType.NATION)


def region_scope(code: str) -> Scope:
    """A region's own scope; a town has none, its county's holds."""
    code = code[:6]
    if not is_code(code):
        raise ValueError(f"not a division code: {code!r}")
    if code.endswith("0000"):
        return Scope(ScopeType.PROVINCE, code)
    return Scope(ScopeType.CITY if code.endswith("00") else ScopeType.COUNTY, code)


def organization_scope(organization: UUID) -> Scope:
    return Scope(ScopeType.ORGANIZATION, str(organization))


def chain(region: str | None, organization: UUID | None = None) -> list[Scope]:
    """From the nation to the narrowest scope that applies."""
    scopes = [NATION]
    if region:
        scopes += [region_scope(code) for code in ancestors(region[:6])]
    if organization:
        scopes.append(organization_scope(organization))
    return scopes


def above(scope: Scope, region: str | None = None) -> list[Scope]:
    """The wider scopes; an organisation's are those of the region it belongs to."""
    if scope.type == ScopeType.ORGANIZATION:
        return chain(region)
    return chain(scope.key or None)[:-1] if scope != NATION else []
