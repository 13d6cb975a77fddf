from typing import Any, ClassVar

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kapok.core.accounts import phones
from kapok.core.regions.fields import RegionField
from kapok.core.ui.words import local
from kapok.organization.volunteers import documents
from kapok.organization.volunteers.models import DocumentType, ServiceField, Sex, Skill

RELATIONS = [
    ("mother", _("mother")),
    ("father", _("father")),
    ("grandparent", _("grandparent")),
    ("guardian", _("other legal guardian")),
]


class NoticeStep(forms.Form):
    title: ClassVar = _("Notice and consent")
    short: ClassVar = pgettext_lazy("step", "Notice")
    service = forms.BooleanField(
        label=_("I have read the notice and agree that my data are used for volunteer service.")
    )
    sensitive = forms.BooleanField(
        label=_("I agree separately that my sensitive personal data are processed as described.")
    )
    recommendations = forms.BooleanField(
        label=_("Put activities that suit me first. I can switch this off at any time."),
        required=False,
    )


class PersonStep(forms.Form):
    title: ClassVar = _("Who you are")
    short: ClassVar = pgettext_lazy("step", "You")
    name = forms.CharField(
        label=_(
            "Full "
            "name"
        ), min_length=2, max_length=60, help_text=_("As it stands on your document."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    document_type = forms.ChoiceField(label=_("Document"), choices=DocumentType)
    document_number = forms.CharField(
        label=_("Document number"), max_length=40, strip=True,
        help_text=_("Stored encrypted, shown to nobody in full, never used as your public number."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                   "data-private": "", "data-document-number": ""}
        ),
    )  # fmt: skip
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", _("as in the document number")), *Sex.choices[1:3]],
    )
    birth_date = forms.DateField(
        label=_("Date of birth"), required=False,
        help_text=_("Read from the number of an identity card; correct it if the card is wrong."),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
    )  # fmt: skip
    warning: str | Promise = ""
    reading: documents.Reading

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_birth_date(self) -> Any:
        born = self.cleaned_data["birth_date"]
        if (born and not born.year > 1880) or (born and born > timezone.localdate()):
            raise forms.ValidationError(_("This date of birth cannot be right."))
        return born

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "document_type" in found and "document_number" in found:
            self._read_document(found)
        return found

    def _read_document(self, found: dict[str, Any]) -> None:
        try:
            reading = documents.read(found["document_type"], found["document_number"], today=timezone.localdate())
        except forms.ValidationError as error:
            self.add_error("document_number", error)
            return
        self.warning, self.reading = reading.warning, reading
        found["document_number"] = reading.number
        found["sex"] = found.get("sex") or reading.sex
        found["birth_date"] = found.get("birth_date") or reading.birth_date
        for name in ("sex", "birth_date"):
            if not found[name] and not self.has_error(name):
                self.add_error(name, _("This document does not say it: please enter it."))


class PlaceStep(forms.Form):
    title: ClassVar = _("Where you live")
    short: ClassVar = pgettext_lazy("step", "Home")
    residence = RegionField(label=_("Place of residence"), help_text=_("District or county; no street is asked."))


class GuardianStep(forms.Form):
    title: ClassVar = _("Your guardian")
    short: ClassVar = pgettext_lazy("step", "Guardian")
    guardian_name = forms.CharField(label=_("Guardian's name"), min_length=2, max_length=60)
    relation = forms.ChoiceField(label=_("Relation to you"), choices=RELATIONS)
    guardian_contact = forms.CharField(
        label=_("Guardian's phone number or e-mail"), max_length=254,
        help_text=_(
            "We send one link there. Your guardian reads what "
            "it is about and agrees or refuses."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_guardian_contact(self) -> str:
        typed = self.cleaned_data["guardian_contact"].strip()
        if "@" in typed:
            validate_email(typed)
            return typed.lower()
        return phones.normal(typed)


class FieldChips(forms.CheckboxSelectMultiple):
    """Service fields as chips with pictures."""

    option_template_name = "volunteers/_field_chip.html"

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        row = getattr(option["value"], "instance", None)
        option["icon"] = row.icon if row and row.icon else "heart"
        return option


class ByName(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return str(local(row, "name"))


class InterestsStep(forms.Form):
    title: ClassVar = _("What you like to do")
    short: ClassVar = pgettext_lazy("step", "Interests")
    service_fields = ByName(
        label=_(
            "Service "
            "fields"
        ), queryset=ServiceField.objects.all(), help_text=_("Choose one to four."),
        widget=FieldChips(attrs={"class": "choice-chips"}),
    )  # fmt: skip
    skills = ByName(
        label=_("Skills"), queryset=Skill.objects.all(), required=False,
        help_text=_("Some positions look for them. Leave out what does not apply."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choice-chips"}),
    )  # fmt: skip

    def clean_service_fields(self) -> Any:
        chosen = self.cleaned_data["service_fields"]
        if len(chosen) > 4:
            raise forms.ValidationError(_("Choose at most four, so that organisers know what you like best."))
        return chosen


class CheckStep(forms.Form):
    title: ClassVar = _("Check and enrol")
    short: ClassVar = pgettext_lazy("step", "Check")
    declared = forms.BooleanField(
        label=_("What I entered is true. I volunteer of my own free will and keep the rules of volunteer service.")
    )


class InterestsAndPlace(PlaceStep, InterestsStep):
    field_order = ("residence", "service_fields", "skills")


class GuardianAnswer(forms.Form):
    name = forms.CharField(label=_("Your name"), min_length=2, max_length=60)
    relation = forms.ChoiceField(label=_("You are the volunteer's"), choices=RELATIONS)
    understood = forms.BooleanField(
        label=_(
            "I am the legal guardian. I have read the notice and agree that the child "
            "volunteers and that the data are processed as described."
        )
    )


class RecoveryForm(forms.Form):
    statement = forms.CharField(
        label=_("What happened"), max_length=1000, min_length=10,
        help_text=_(
            "When and where you registered, which phone or "
            "e-mail you used then, what you can show us."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class Search(forms.Form):
    q = forms.CharField(label=_("Name or volunteer number"), max_length=60, required=False)
