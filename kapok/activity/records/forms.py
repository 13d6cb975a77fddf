from django import forms
from django.utils.translation import gettext_lazy as _

from kapok.activity.records.models import RecordClass, RecordState


class RecordFilter(forms.Form):
    """Filters of one's own record; what makes no sense is left out rather than refused."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *RecordState.choices])
    kind = forms.ChoiceField(label=_("Kind of hours"), required=False, choices=[("", _("all")), *RecordClass.choices])

    def __init__(self, *args, years: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("all")), *[(year, str(year)) for year in years]]

    def conditions(self) -> dict[str, object]:
        self.is_valid()
        asked = self.cleaned_data
        wanted = {
            "service_day__year": asked.get("year"),
            "state": asked.get("state"),
            "record_class": asked.get("kind"),
        }
        return {name: value for name, value in wanted.items() if value}


class ReviewFilter(forms.Form):
    overdue = forms.BooleanField(label=_("Only overdue"), required=False)


class DecisionForm(forms.Form):
    """One decision on one version of a record. `version` is what was looked at."""

    decision = forms.ChoiceField(
        choices=[(word, word) for word in ("confirm", "adjust", "reject", "void")],
        widget=forms.HiddenInput,
    )
    minutes = forms.IntegerField(label=_("Minutes that count"), required=False, min_value=0, max_value=100_000)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The volunteer reads it, and it stays in the record."),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
