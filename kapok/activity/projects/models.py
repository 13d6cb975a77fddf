from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kapok.core.access import Scope
from kapok.core.common.models import Base
from kapok.core.regions.models import Region
from kapok.organization.organizations.models import Organization, Team
from kapok.organization.volunteers.models import ServiceField


class BeneficiaryGroup(models.Model):
    code = models.CharField(primary_key=True, max_length=30)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class ProjectState(models.TextChoices):
    DRAFT = "draft", _("draft")
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    DISABLED = "disabled", _("disabled")
    FINISHED = "finished", _("finished")
    VOID = "void", _("void")


class Project(Base):
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="projects")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=50)  # BR-22
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    description = models.TextField(_("description"))
    description_en = models.TextField(_("English description"), blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="projects")
    state = models.CharField(max_length=12, choices=ProjectState, default=ProjectState.DRAFT)
    service_fields = models.ManyToManyField(ServiceField, related_name="projects")
    beneficiary_groups = models.ManyToManyField(BeneficiaryGroup, related_name="projects", blank=True)
    excludes = models.ManyToManyField("self", blank=True)  # symmetrical: BR-36
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    picture = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="project_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
        indexes = [models.Index(fields=["organization", "state"], name="project_by_organization")]

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> list[Scope]:
        return self.organization.access_scopes()
