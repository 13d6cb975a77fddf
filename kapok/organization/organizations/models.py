from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kapok.core.access import Scope, organization_scope, region_scopes, substation_scope
from kapok.core.common.fields import EncryptedTextField
from kapok.core.common.models import Base, Personal
from kapok.core.regions.models import Region
from kapok.core.substations.models import Substation


class OrganizationKind(models.TextChoices):
    FEDERATION = "federation", _("volunteers' federation")
    YOUNG_VOLUNTEERS_ASSOCIATION = "young_volunteers_association", _("young volunteers' association")
    SOCIAL_ORGANIZATION = "social_organization", _("social organisation")
    CORPORATE = "corporate", _("corporate volunteers")
    COLLEGE = "college", _("college")
    COMMITTEE = "committee", _("residents' or villagers' committee")
    PUBLIC_INSTITUTION = "public_institution", _("public institution")
    DISABILITY_AID = "disability_aid", _("disability-aid organisation")


class OrganizationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    UNDER_REVIEW = "under_review", _("under review")
    ACTIVE = "active", _("active")
    REJECTED = "rejected", _("rejected")
    RECTIFYING = "rectifying", _("rectifying")
    SUSPENDED = "suspended", _("suspended")
    DORMANT = "dormant", _("dormant")
    MERGED = "merged", _("merged")
    DEREGISTERED = "deregistered", _("deregistered")


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def active(self) -> "OrganizationQuerySet":
        return self.filter(state=OrganizationState.ACTIVE)

    def listed(self) -> "OrganizationQuerySet":
        """What the public may see."""
        return self.filter(
            state__in=[OrganizationState.ACTIVE, OrganizationState.RECTIFYING, OrganizationState.DORMANT]
        )


class Organization(Base):
    name = models.CharField(_("name"), max_length=100, unique=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=40, choices=OrganizationKind)
    state = models.CharField(max_length=20, choices=OrganizationState, default=OrganizationState.DRAFT)
    uscc = models.CharField(_("unified social credit code"), max_length=18, unique=True, null=True, blank=True)
    guiding_body = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="guided")
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="organizations")
    substation = models.ForeignKey(
        Substation, on_delete=models.PROTECT, null=True, blank=True, related_name="organizations"
    )
    introduction = models.TextField(_("introduction"), blank=True)
    introduction_en = models.TextField(_("English introduction"), blank=True)
    # The issuer's particulars a certificate names (2015 guideline): not a private person's data.
    person_in_charge = models.CharField(_("person in charge"), max_length=60, blank=True)
    contact_phone = EncryptedTextField(null=True, blank=True)
    active_since = models.DateTimeField(null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()
    personal: ClassVar[dict[str, Personal]] = {
        "person_in_charge": Personal.NAME,
        "contact_phone": Personal.CONTACT,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organization_active_has_credit_code_or_guiding_body",
                condition=~Q(state="active") | Q(uscc__isnull=False) | Q(guiding_body__isnull=False),
            ),
            models.CheckConstraint(
                name="organization_merged_names_its_successor",
                condition=~Q(state="merged") | Q(successor__isnull=False),
            ),
            models.CheckConstraint(
                name="organization_does_not_guide_itself",
                condition=Q(guiding_body__isnull=True) | ~Q(guiding_body=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> list[Scope]:
        own = [organization_scope(self.id), *region_scopes(self.region_id)]
        return [*own, substation_scope(self.substation_id)] if self.substation_id else own


class Team(Base):
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="team_name_once_in_an_organization", fields=["organization", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(Base):
    """That a user belongs to an organisation in a role (see core/access/roles), from when to when."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, default="member")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="membership_once_per_role",
                fields=["organization", "user", "role"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")),
            ),
        ]
