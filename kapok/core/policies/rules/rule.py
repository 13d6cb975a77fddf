from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapok.core.policies.rules.shapes import Shape


class Kind(models.TextChoices):
    """Where a value comes from, and so who may change it."""

    LAW = "LAW", _("law")
    STD = "STD", _("standard")
    PLT = "PLT", _("platform practice")
    BRIEF = "BRIEF", _("founding brief")
    DEF = "DEF", _("our default")


class Theme(models.TextChoices):
    ENROLMENT = "enrolment", _("Identity and enrolment")
    PUBLISHING = "publishing", _("Publishing an activity")
    ATTENDANCE = "attendance", _("Attendance and hours")
    STARS = "stars", _("Stars")
    POINTS = "points", _("Points and redemption")
    CERTIFICATES = "certificates", _("Certificates")


class Tighten(StrEnum):
    """Which way a value becomes stricter. What is law "
    "may move only that way in a narrower scope."""

    NONE = "none"
    UP = "up"
    DOWN = "down"
    ON = "on"
    MORE = "more"


@dataclass(frozen=True, kw_only=True)
class Rule:
    id: str
    key: str
    title: str | Promise
    meaning: str | Promise
    theme: Theme
    kind: Kind
    shape: Shape
    default: Any
    unit: str | Promise = ""
    tighten: Tighten = Tighten.NONE
    source: str = ""

    def read(self, value: Any) -> str:
        """The value in words: 10 working days."""
        text = self.shape.read(value)
        return f"{text} {self.unit}" if self.unit and any(c.isdigit() for c in text) else text

    def is_looser(self, value: Any, than: Any) -> bool:
        """Whether `value` asks less of people than `than`."""
        if self.tighten == Tighten.UP:
            return bool(value < than)
        if self.tighten == Tighten.DOWN:
            return bool(value > than)
        if self.tighten == Tighten.ON:
            return bool(than and not value)
        if self.tighten == Tighten.MORE:
            return not set(than) <= set(value)
        return False

    def strictest(self, wide: Any, narrow: Any) -> Any:
        """A narrower scope decides, unless it would loosen what is law."""
        if self.kind == Kind.LAW and self.is_looser(narrow, wide):
            return wide
        return narrow
