from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapok.core.policies.models import PolicyDocument
from kapok.core.policies.rules import Rule
from kapok.core.policies.rules.shapes import Choice, Flag, Row, Several, Whole, Wholes
from kapok.core.policies.scopes import NATION, Scope, region_scope
from kapok.core.regions.fields import RegionField
from kapok.core.regions.models import Level

PLACES = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)


class DocumentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        from django.utils.translation import get_language

        english = (get_language() or "").startswith("en")
        return f"{obj.title_en if english else obj.title} {obj.number}".strip()


class ChangeForm(forms.Form):
    """The next value of one rule. The fields of the value follow the rule's shape."""

    def __init__(self, rule: Rule, *args: Any, current: Any, root: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields.update(value_fields(rule, current))
        self.fields["place"] = RegionField(
            levels=PLACES,
            root=root,
            label=_("Where it holds"),
            required=root is not None,
            empty_label=_("The whole nation") if root is None else _("Choose a place"),
        )
        self.fields["effective_from"] = forms.DateTimeField(
            label=_("In force from"),
            initial=_tomorrow,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            help_text=_("Never in the past: what was decided before stays as it was."),
        )
        self.fields["document"] = DocumentChoice(
            PolicyDocument.objects.order_by("-effective_from", "code"), label=_("On the ground of")
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Everybody can read this."),
        )

    @property
    def value(self) -> Any:
        data = self.cleaned_data
        if isinstance(self.rule.shape, Wholes | Row):
            return [data[f"value_{place}"] for place in range(1, self.rule.shape.count + 1)]
        return data["value"] == "yes" if isinstance(self.rule.shape, Flag) else data["value"]

    @property
    def scope(self) -> Scope:
        place = self.cleaned_data["place"]
        return region_scope(place.code) if place else NATION


def _tomorrow() -> datetime:
    day = timezone.localtime() + timedelta(days=1)
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def value_fields(rule: Rule, current: Any) -> dict[str, forms.Field]:
    shape = rule.shape
    if isinstance(shape, Wholes | Row):
        return {f"value_{place}": _part(rule, place, current[place - 1]) for place in range(1, shape.count + 1)}
    return {"value": _single(rule, current)}


def _part(rule: Rule, place: int, initial: Any) -> forms.Field:
    label = _("Value %(place)s") % {"place": place}
    if isinstance(rule.shape, Row):
        return forms.ChoiceField(label=label, initial=initial, choices=list(rule.shape.options.items()))
    return _number(rule, label, initial)


def _single(rule: Rule, initial: Any) -> forms.Field:
    label = _("New value")
    shape = rule.shape
    if isinstance(shape, Flag):
        return forms.ChoiceField(
            label=label,
            initial="yes" if initial else "no",
            choices=[("yes", _("yes")), ("no", _("no"))],
            widget=forms.RadioSelect(attrs={"class": "choice-cards"}),
        )
    if isinstance(shape, Choice):
        return forms.ChoiceField(label=label, initial=initial, choices=list(shape.options.items()))
    if isinstance(shape, Several):
        return forms.MultipleChoiceField(
            label=label,
            initial=initial,
            choices=list(shape.options.items()),
            widget=forms.CheckboxSelectMultiple(attrs={"class": "choice-chips"}),
        )
    return _number(rule, label, initial)


def _number(rule: Rule, label: Any, initial: int) -> forms.Field:
    shape = rule.shape
    assert isinstance(shape, Whole | Wholes)
    return forms.IntegerField(
        label=label,
        initial=initial,
        min_value=shape.minimum,
        max_value=shape.maximum,
        help_text=rule.unit,
    )
