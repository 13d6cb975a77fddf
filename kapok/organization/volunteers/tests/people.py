"""Ready answers for the enrolment form."""

from datetime import date
from typing import Any

from kapok.core.regions.models import Region
from kapok.organization.volunteers.actions import Application, Guardian
from kapok.organization.volunteers.documents import check_character

ADULT = "11010519491231002X"  # the sample number of the GB standard's documentation


def number_born(day: date, *, order: int = 11) -> str:
    body = f"440106{day:%Y%m%d}{order:03d}"
    return body + check_character(body)


def application(**changes: Any) -> Application:
    answers: dict[str, Any] = {
        "name": "王小明",
        "document_type": "111",
        "document_number": ADULT,
        "residence": Region.objects.get(pk="440106"),
        "service_fields": ("environment",),
        "agreed": ("service", "sensitive"),
    }
    return Application(**(answers | changes))


GUARDIAN = Guardian("王大明", "+8613800138000", "father")
