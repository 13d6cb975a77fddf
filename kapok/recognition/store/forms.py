from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapok.core.common.ids import new_id
from kapok.recognition.points.amounts import HUNDREDTHS
from kapok.recognition.store.models import RedemptionItem

MOST = 100_000


class ReserveForm(forms.Form):
    quantity = forms.TypedChoiceField(label=_("How many"), coerce=int)
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"quantity": 1, "request_id": new_id()})
        super().__init__(*args, **kwargs)
        numbers = range(1, max(most, 1) + 1)
        self.fields["quantity"].choices = [(number, str(number)) for number in numbers]


class ReceiveForm(forms.Form):
    quantity = forms.IntegerField(label=_("How many arrived"), min_value=1, max_value=MOST)
    reason = forms.CharField(
        label=_("Where from"),
        max_length=100,
        help_text=_("For example the donor or the delivery note."),
    )


class CorrectForm(forms.Form):
    counted = forms.IntegerField(label=_("Counted on the shelf"), min_value=0, max_value=MOST)
    reason = forms.CharField(label=_("Why it differs"), max_length=100)


class RefundForm(forms.Form):
    reason = forms.CharField(label=_("What is wrong with the goods"), max_length=100)


class ItemForm(forms.ModelForm):
    points = forms.DecimalField(
        label=_("Price in points"), min_value=1, max_value=10_000, max_digits=7, decimal_places=2
    )
    field_order = ["name", "name_en", "picture", "points", "per_person"]

    class Meta:
        model = RedemptionItem
        fields = ["name", "name_en", "picture", "per_person"]

    def offered(self) -> dict[str, Any]:
        fields = dict(self.cleaned_data)
        price = fields.pop("points") * HUNDREDTHS
        return {**fields, "price": int(price)}
