"""Choosing a place in a form. The control is one `<select>` grouped by the level above, which works
as it stands; core/ui's script turns it into one step per level."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapok.core.regions import queries
from kapok.core.regions.models import Level, Region, RegionQuerySet

WHOLE_COUNTRY = "china"


class RegionSelect(forms.Select):
    """Tells the script where to ask for the next step, and the steps to the present choice."""

    root: str | None = None
    deepest: str = Level.COUNTY

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        place = [self.root or WHOLE_COUNTRY, self.deepest]
        context["widget"]["attrs"] |= {
            "data-region-cascade": reverse("regions:steps", args=place),
            "data-region-path": ",".join(queries.steps_to(str(value or ""), root=self.root)),
        }
        return context


class RegionField(forms.ModelChoiceField):
    """A visible region of one of `levels` inside `root` (a code such as "44"; None: the country).

    Where a place has no such level its last one will do: Dongguan has no counties.
    """

    widget = RegionSelect
    default_error_messages = {
        "invalid_choice": _("Choose a place from the list."),
        "too_wide": _("Choose the place more exactly: %(name)s has parts."),
    }

    def __init__(self, *, levels: Iterable[str] = (Level.COUNTY,), root: str | None = "44", **kwargs: Any) -> None:
        self.levels = tuple(levels)
        self.root = root.ljust(6, "0") if root else None
        kwargs.setdefault("label", _("Place"))
        super().__init__(queryset=self._places(), **kwargs)
        if isinstance(self.widget, RegionSelect):
            self.widget.root = self.root
            self.widget.deepest = queries.down_to(self.levels)[-1]

    def _places(self) -> RegionQuerySet:
        regions = Region.objects.visible().valid().filter(level__in=queries.down_to(self.levels))
        inside = regions.filter(queries.within(self.root, field="")) if self.root else regions
        return inside.order_by("code")

    @property
    def choices(self) -> "PlaceChoices":
        return PlaceChoices(self)

    @choices.setter
    def choices(self, value: Any) -> None:
        self.widget.choices = value

    def to_python(self, value: Any) -> Region | None:
        region: Region | None = super().to_python(value)
        if region and not queries.is_exact(region, self.levels):
            raise ValidationError(
                self.error_messages["too_wide"],
                code="too_wide",
                params={"name": region.local_name},
            )
        return region


class PlaceChoices(BaseChoiceIterator):
    """Read when the form is drawn, in one query; grouped by the level above."""

    def __init__(self, field: RegionField) -> None:
        self.field = field

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield ("", self.field.empty_label or "—")
        yield from grouped(list(self.field.queryset or []), self.field.levels)


def grouped(rows: list[Region], levels: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """[("Guangzhou, Guangdong", [("440103", "Liwan District"), …]), …]."""
    english = (get_language() or "").startswith("en")
    names = {row.code: row.full_name_en if english else row.full_name for row in rows}
    divided = {code for row in rows for code in row.path[:-1]}
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.level in levels or row.code not in divided:
            above = next((names[c] for c in reversed(row.path[:-1]) if c in names), names[row.code])
            groups.setdefault(above, []).append((row.code, row.name_en if english else row.name))
    return list(groups.items())
