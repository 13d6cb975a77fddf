from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kapok.recognition.certificates import numbers
from kapok.recognition.certificates.actions import Wish

NOT_A_NUMBER = _("This is not a certificate number: compare each character with the paper.")
LARGEST_FILE = 8 * 1024 * 1024


class DayInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class WishForm(forms.Form):
    start = forms.DateField(label=_("First day"), widget=DayInput())
    end = forms.DateField(label=_("Last day"), widget=DayInput())
    shows_document = forms.BooleanField(
        label=_("Show my identity document, masked"),
        help_text=_("For an embassy or a school that must match it with your passport or ID card."),
        required=False,
    )

    def wish(self) -> Wish:
        return Wish(**self.cleaned_data)


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Certificate number"),
        help_text=_("20 characters, beginning with V. Spaces do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Check code"),
        help_text=_("Six characters, printed in red beside the QR code."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        number = numbers.read_number(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(NOT_A_NUMBER)
        return number

    def clean_code(self) -> str:
        code = numbers.clean(self.cleaned_data["code"])
        if not numbers.is_code(code):
            raise forms.ValidationError(
                _("A check code has six characters, without 0, O, 1, I, L, 2, Z, 5, S, 8, B, U and V.")
            )
        return code


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("PDF file"),
        help_text=_("The file as it was handed out, up to 8 MB. It is looked at and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 8 MB; our certificates are smaller."))
        return file.read()


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who checks this certificate will read it. Name no person."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OfficeSearchForm(forms.Form):
    number = forms.CharField(label=_("Certificate number"), max_length=60)

    def clean_number(self) -> str:
        number = numbers.read_number(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(NOT_A_NUMBER)
        return number


def presets(today: date, first: date | None) -> Sequence[tuple[object, date, date]]:
    """Ranges people ask for: (words, first day, last day)."""
    ranges = [
        (_("This year"), today.replace(month=1, day=1), today),
        (_("Last year"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        (_("Last three years"), date(today.year - 3, today.month, 1), today),
    ]
    return [*ranges, (_("All my service"), first, today)] if first else ranges
