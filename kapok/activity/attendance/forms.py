from django import forms
from django.utils.translation import gettext_lazy as _

from kapok.activity.attendance.codes import SHORT_LENGTH
from kapok.activity.attendance.models import Direction


class ScanForm(forms.Form):
    """The one big button: a nonce made with the page, so a double press is one event."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=600)


class TypedCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six characters under the picture on the leader's screen."),
        min_length=SHORT_LENGTH,
        max_length=SHORT_LENGTH + 2,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class CardForm(forms.Form):
    payload = forms.CharField(
        label=_("Volunteer number"),
        help_text=_("Typed in instead of scanned, it counts as a tick on the roster and waits for confirmation."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    direction = forms.ChoiceField(choices=Direction, widget=forms.HiddenInput)


class RosterFilter(forms.Form):
    q = forms.CharField(label=_("Name or volunteer number"), required=False, max_length=40)


class TickForm(forms.Form):
    what = forms.ChoiceField(choices=[("in", _("check-in")), ("out", _("check-out")), ("close", _("close"))])
    at = forms.DateTimeField(required=False)
    reason = forms.CharField(required=False, max_length=200)
    nonce = forms.UUIDField()
