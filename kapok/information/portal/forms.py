from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapok.core.regions.models import Level, Region
from kapok.core.ui import words
from kapok.organization.volunteers.models import ServiceField


class ActivityFilter(forms.Form):
    """The filters of the public list. A value that makes no sense is left out, never an error page."""

    q = forms.CharField(label=_("Words"), max_length=60, required=False)
    region = forms.ChoiceField(label=_("City"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    places = forms.BooleanField(label=_("Has places"), required=False)
    suits = forms.BooleanField(label=_("Suits me"), required=False)
    organization = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, province: str = "440000", fixed_region: str = "") -> None:
        super().__init__(data)
        fields = ServiceField.objects.all()
        self.fields["field"].choices = [("", _("All fields")), *((f.code, words.local(f, "name")) for f in fields)]
        if fixed_region:
            places = Region.objects.filter(parent=fixed_region, hidden=False).order_by("code")
        else:
            places = Region.objects.filter(parent=province, level=Level.PREFECTURE, hidden=False).order_by("code")
        every = _("All of the city") if fixed_region else _("All cities")
        self.fields["region"].choices = [("", every), *((p.code, p.local_name) for p in places)]

    def chosen(self) -> dict:
        """What is valid of what was asked; `self.errors` still says what was not."""
        self.is_valid()
        given = dict(self.cleaned_data)
        today = timezone.localdate()
        if given.get("since") and given["since"] < today:
            given["since"] = today
        if _beyond(given.get("until")):
            given["until"] = None
        return given


def _beyond(day: date | None) -> bool:
    return bool(day and day.year > 2100)
