"""Where later rooms add to a person's record page without being imported, e.g. the way to the next star."""

from collections.abc import Callable

from django.utils.safestring import SafeString

from kapok.organization.volunteers.models import Volunteer

Panel = Callable[[Volunteer, int], SafeString | str]
_panels: list[Panel] = []


def register_panel(draw: Panel) -> Panel:
    """`draw(volunteer, lifetime_minutes)` gives safe markup, or "" for nothing; called in AppConfig.ready()."""
    if draw not in _panels:
        _panels.append(draw)
    return draw


def panels(volunteer: Volunteer, minutes: int) -> list[str]:
    return [drawn for drawn in (draw(volunteer, minutes) for draw in _panels) if drawn]
