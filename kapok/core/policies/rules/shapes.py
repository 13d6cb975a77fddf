"""What a rule's value may look like: how it is checked, compared and read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise


class Misfit(ValueError):
    """The value does not have the rule's shape; the words say what would."""


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True)
class Whole:
    minimum: int = 0
    maximum: int = 1_000_000
    zero_means: Words = ""

    def clean(self, value: Any) -> int:
        if not _is_whole(value) or not self.minimum <= value <= self.maximum:
            raise Misfit(
                _("Give a whole number from %(low)s to %(high)s.") % {"low": self.minimum, "high": self.maximum}
            )
        return int(value)

    def read(self, value: int) -> str:
        return str(self.zero_means) if value == 0 and self.zero_means else f"{value:,}"


@dataclass(frozen=True)
class Wholes:
    """A fixed number of whole numbers, each not below the one before."""

    count: int
    minimum: int = 0
    maximum: int = 1_000_000
    strictly: bool = False

    def clean(self, value: Any) -> list[int]:
        fits = (
            isinstance(value, list)
            and len(value) == self.count
            and all(_is_whole(n) and self.minimum <= n <= self.maximum for n in value)
            and all(a < b or (a == b and not self.strictly) for a, b in pairwise(value))
        )
        if not fits:
            raise Misfit(
                _("Give %(count)s whole numbers from %(low)s to %(high)s, in rising order.")
                % {"count": self.count, "low": self.minimum, "high": self.maximum}
            )
        return list(value)

    def read(self, value: list[int]) -> str:
        return " / ".join(f"{number:,}" for number in value)


@dataclass(frozen=True)
class Flag:
    def clean(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Misfit(_("Answer yes or no."))
        return value

    def read(self, value: bool) -> str:
        return _("yes") if value else _("no")


@dataclass(frozen=True)
class Choice:
    options: Mapping[str, Words]

    def clean(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise Misfit(_("Choose one of: %(options)s.") % {"options": _listed(self.options.values())})
        return value

    def read(self, value: str) -> str:
        return str(self.options[value])


@dataclass(frozen=True)
class Several:
    """Some of a list of named things, in the list's own order."""

    options: Mapping[str, Words]

    def clean(self, value: Any) -> list[str]:
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            raise Misfit(_("Choose at least one."))
        if unknown := [v for v in value if v not in self.options]:
            raise Misfit(_("Unknown: %(unknown)s.") % {"unknown": ", ".join(unknown)})
        return [option for option in self.options if option in value]

    def read(self, value: list[str]) -> str:
        return _listed(self.options[v] for v in value)


@dataclass(frozen=True)
class Row:
    """One choice for each of a fixed number of places, e.g. who certifies each star."""

    count: int
    options: Mapping[str, Words]

    def clean(self, value: Any) -> list[str]:
        if not isinstance(value, list) or len(value) != self.count or not all(v in self.options for v in value):
            raise Misfit(
                _("Give %(count)s of: %(options)s.") % {"count": self.count, "options": _listed(self.options.values())}
            )
        return list(value)

    def read(self, value: list[str]) -> str:
        return " / ".join(str(self.options[v]) for v in value)


Shape = Whole | Wholes | Flag | Choice | Several | Row


def _listed(words: Any) -> str:
    return _(", ").join(str(word) for word in words)
