"""Where later rooms add to this room's pages without being imported: on the card, and in a
person's export.

A room calls these in its AppConfig.ready(), e.g. stars draws its row of flowers on the card.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from kapok.organization.volunteers.models import Volunteer

CardExtra = Callable[[Volunteer], SafeString | str]
Rows = Iterable[Mapping[str, Any]]
ExportSection = Callable[[Volunteer], Rows]

_card_extras: list[CardExtra] = []
_export_sections: dict[str, tuple[str | Promise, ExportSection]] = {}


def register_card_extra(draw: CardExtra) -> CardExtra:
    """`draw(volunteer)` gives safe markup, or "" for nothing."""
    if draw not in _card_extras:
        _card_extras.append(draw)
    return draw


def card_extras(volunteer: Volunteer) -> list[str]:
    return [drawn for drawn in (draw(volunteer) for draw in _card_extras) if drawn]


def register_export(key: str, title: str | Promise, read: ExportSection) -> None:
    """`read(volunteer)` gives rows of plain values about this person."""
    _export_sections[key] = (title, read)


def export_sections() -> dict[str, tuple[str | Promise, ExportSection]]:
    return dict(_export_sections)
