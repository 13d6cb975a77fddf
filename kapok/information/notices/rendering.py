"""From a stored notice to words in the language of the moment."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kapok.core.ui import words
from kapok.information.notices.kinds import ICONS, Kind
from kapok.information.notices.models import Notice
from kapok.information.notices.wording import WORDINGS, Wording
from kapok.recognition.points import amounts

NAMES = ("activity", "organization", "item", "store")


@dataclass(frozen=True)
class Rendered:
    kind: Kind
    icon: str
    tone: str
    title: str
    body: str
    link: str


def render(notice: Notice) -> Rendered:
    wording = WORDINGS[notice.verb]
    values = _values(notice.details)
    return Rendered(
        kind=wording.kind,
        icon=ICONS[wording.kind],
        tone=wording.tone,
        title=str(wording.title) % values,
        body=str(wording.body) % values,
        link=_link(wording, notice.details),
    )


def _values(details: Mapping[str, Any]) -> dict[str, str]:
    """Every place a wording may hold; a missing detail never breaks a sentence."""
    values: dict[str, str] = defaultdict(lambda: _("not given"))
    values |= {name: str(value) for name, value in details.items() if value not in (None, "")}
    for name in NAMES:
        if details.get(name):
            values[name] = words.local(details[name], "name")
    for name, written in (("minutes", "hours"), ("before", "before")):
        if isinstance(details.get(name), int):
            values[written] = words.hours(details[name])
    if "cost" in details:
        values["points"] = amounts.shown(details["cost"])
    if starts := parse_datetime(details.get("starts") or ""):
        values["starts"] = words.moment(starts)
    if details.get("due"):
        values["due"] = words.moment(date.fromisoformat(details["due"]))
    return values


def _link(wording: Wording, details: Mapping[str, Any]) -> str:
    page, key = wording.link
    try:
        return reverse(page, args=[details[key]] if key else [])
    except (NoReverseMatch, KeyError):
        return ""
