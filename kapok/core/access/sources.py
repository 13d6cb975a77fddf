"""Grants from the rooms above this one: appointments and sub-station operators."""

from collections.abc import Iterator
from typing import Any

from kapok.core.access.grants import PLATFORM, Scope, region_scope, substation_scope
from kapok.core.access.models import Appointment
from kapok.core.substations.models import Operator, SubstationKind


def appointments(user: Any) -> Iterator[tuple[str, Scope]]:
    rows = Appointment.objects.filter(user=user, ended_at__isnull=True)
    for role, region in rows.values_list("role", "region_id"):
        yield role, region_scope(region) if region else PLATFORM


def operators(user: Any) -> Iterator[tuple[str, Scope]]:
    """A city's or county's station looks after everything there; a college's or company's only its own."""
    running = Operator.objects.filter(user=user, ended_at__isnull=True, substation__closed_at__isnull=True)
    for row in running.select_related("substation"):
        yield "operator", substation_scope(row.substation_id)
        if row.substation.kind in (SubstationKind.CITY, SubstationKind.COUNTY):
            yield "operator", region_scope(row.substation.region_id)
