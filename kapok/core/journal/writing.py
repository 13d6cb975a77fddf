from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import rfc8785
from django.db import transaction
from django.db.models import Model

from kapok.core.common.ids import new_id

if TYPE_CHECKING:  # a room's package is imported before its models may be
    from kapok.core.journal.models import Line


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line to be written. `about` is a row or a (type, id) pair; `person` the volunteer's id it concerns."""

    verb: str
    about: Model | tuple[str, UUID]
    at: datetime
    by: Any = None
    person: UUID | None = None
    organization: UUID | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    policies: Iterable[str] = ()

    def line(self) -> "Line":
        from kapok.core.journal.models import Line

        about_type, about_id = self.about if isinstance(self.about, tuple) else _name(self.about)
        rfc8785.dumps(dict(self.payload))  # refuses what has no canonical form
        return Line(
            at=self.at,
            id=new_id(),
            verb=self.verb,
            by_id=getattr(self.by, "pk", self.by),
            about_type=about_type,
            about_id=about_id,
            person_id=self.person,
            organization_id=self.organization,
            payload=dict(self.payload),
            policies=sorted(set(self.policies)),
        )


def _name(thing: Model) -> tuple[str, UUID]:
    return thing._meta.label_lower.partition(".")[2], thing.id  # type: ignore[attr-defined]


def write(verb: str, *, by: Any, about: Model | tuple[str, UUID], at: datetime, **more: Any) -> "Line":
    """Append one line in the caller's transaction.

    `by` is the acting user (or None for the system), `at` the moment the action is dated. More:
    `person`, `organization`, `payload` (ids as strings, minutes and fen as whole numbers; nothing
    personal), `policies` (pinned versions).
    """
    return write_many([Entry(verb=verb, by=by, about=about, at=at, **more)])[0]


def write_many(entries: Iterable[Entry]) -> list["Line"]:
    """Append many lines with one statement. Refuses to run outside a transaction."""
    from kapok.core.journal.models import Line

    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A journal line belongs to the transaction of the action it tells of.")
    return Line.objects.bulk_create([entry.line() for entry in entries])
