from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from kapok.core.journal.models import Line


def lines(
    *, verb: str = "", about: UUID | None = None, person: UUID | None = None, day: date | None = None
) -> QuerySet:
    """Lines for an auditor, newest first by whoever pages them."""
    found = Line.objects.all()
    if verb:
        found = found.filter(verb=verb)
    if about:
        found = found.filter(about_id=about)
    if person:
        found = found.filter(person_id=person)
    if day:
        found = found.filter(at__date=day)
    return found


def history(about: UUID) -> list[Line]:
    """Everything that happened to one thing, oldest first."""
    return list(Line.objects.filter(about_id=about).order_by("at", "id"))
