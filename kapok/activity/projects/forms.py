from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapok.activity.projects.models import BeneficiaryGroup, Project
from kapok.core.regions.fields import RegionField
from kapok.core.regions.models import Level
from kapok.core.ui.words import local
from kapok.organization.organizations.models import Organization, Team
from kapok.organization.volunteers.models import ServiceField


class LocalChoices(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple(attrs={"class": "choice-chips"})

    def label_from_instance(self, row: Any) -> str:
        return local(row, "name")


def day_field(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class ProjectForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=50)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), required=False)
    description = forms.CharField(label=_("Description"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    description_en = forms.CharField(
        label=_("English description"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    region = RegionField(label=_("Region"), levels=(Level.COUNTY,), root=None)
    service_fields = LocalChoices(
        label=_("Service fields"), queryset=ServiceField.objects.all(), help_text=_("At most four.")
    )
    beneficiary_groups = LocalChoices(label=_("For whom"), queryset=BeneficiaryGroup.objects.all(), required=False)
    starts_on = day_field(label=_("First day"))
    ends_on = day_field(label=_("Last day"), required=False)
    excludes = LocalChoices(
        label=_("Excludes these projects"),
        queryset=Project.objects.none(),
        required=False,
        help_text=_("Nobody can sign up for both at a time."),
    )

    def __init__(self, data: Any = None, *, organization: Organization, project: Project | None = None) -> None:
        super().__init__(data, initial=_initial(project, organization))
        self.fields["team"].queryset = organization.teams.filter(closed_at=None)  # type: ignore[attr-defined]
        others = organization.projects.exclude(pk=project.pk if project else None)
        self.fields["excludes"].queryset = others.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first."))
        return data


def _initial(project: Project | None, organization: Organization) -> dict[str, Any]:
    if project is None:
        return {"region": organization.region_id}
    plain = ("name", "name_en", "description", "description_en", "starts_on", "ends_on")
    return {
        **{name: getattr(project, name) for name in plain},
        "team": project.team_id,
        "region": project.region_id,
        "service_fields": [each.pk for each in project.service_fields.all()],
        "beneficiary_groups": [each.pk for each in project.beneficiary_groups.all()],
        "excludes": [each.pk for each in project.excludes.all()],
    }
