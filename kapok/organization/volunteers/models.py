from datetime import date
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kapok.core.access import Scope, region_scopes
from kapok.core.common.fields import EncryptedTextField
from kapok.core.common.models import Base, Personal
from kapok.core.regions.models import Region


class ServiceField(models.Model):
    """One of the 18 service categories (domain §6.5)."""

    code = models.CharField(primary_key=True, max_length=30)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)
    icon = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    code = models.CharField(primary_key=True, max_length=30)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("unknown")
    MALE = "1", _("male")
    FEMALE = "2", _("female")
    NOT_STATED = "9", _("not stated")


class DocumentType(models.TextChoices):
    """GA/T 517 and the national form's document types."""

    RESIDENT_ID = "111", _("resident identity card")
    RESIDENCE_PERMIT_HMT = "553", _("residence permit for Hong Kong, Macao and Taiwan residents")
    HM_TRAVEL_PERMIT = "516", _("mainland travel permit for Hong Kong and Macao residents")
    TAIWAN_TRAVEL_PERMIT = "511", _("mainland travel permit for Taiwan residents")
    PASSPORT = "414", _("passport")
    FOREIGNER_PERMANENT_RESIDENCE = "554", _("foreigner's permanent residence identity card")


class VolunteerQuerySet(models.QuerySet["Volunteer"]):
    def living_in(self, prefixes: list[str]) -> Self:
        """Those whose home region starts with one of these code prefixes."""
        inside = [Q(home_region__code__startswith=each) for each in prefixes]
        return self.filter(reduce(or_, inside)) if inside else self.none()

    def for_door(self) -> Self:
        return self.select_related("enrolment", "home_region", "user")


class Volunteer(Base):
    """One natural person who volunteers: one person, one enrolment (BR-01)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteer",
    )
    volunteer_number = models.CharField(_("volunteer number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_pinyin = models.CharField(max_length=120, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    birth_date = models.DateField(_("date of birth"))
    document_type = models.CharField(_("document type"), max_length=3, choices=DocumentType)
    document_number = EncryptedTextField()
    document_index = models.BinaryField(editable=False)
    residence = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    home_region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="volunteers")
    service_fields = models.ManyToManyField(ServiceField, related_name="volunteers")
    skills = models.ManyToManyField(Skill, related_name="volunteers", blank=True)
    # Signs the personal QR on the card; a new value makes every older card invalid.
    card_secret = models.BinaryField(editable=False)
    enrolled_at = models.DateTimeField(null=True, blank=True)

    objects = VolunteerQuerySet.as_manager()
    personal: ClassVar[dict[str, Personal]] = {
        "name": Personal.NAME,
        "name_pinyin": Personal.NAME,
        "sex": Personal.CODE,
        "birth_date": Personal.DATE,
        "document_type": Personal.CODE,
        "document_number": Personal.DOCUMENT,
        "document_index": Personal.DOCUMENT,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="volunteer_one_person_one_enrolment",
                fields=["document_type", "document_index"],
            ),
        ]
        indexes = [models.Index(fields=["home_region", "id"], name="volunteer_home_region")]

    def __str__(self) -> str:
        return self.volunteer_number

    def access_scopes(self) -> list[Scope]:
        return region_scopes(self.home_region_id)

    def age_on(self, day: date) -> int:
        birth = self.birth_date
        return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


class EnrolmentState(models.TextChoices):
    PENDING_IDENTITY = "pending_identity", _("identity being checked")
    IDENTITY_FAILED = "identity_failed", _("identity check failed")
    PENDING_GUARDIAN = "pending_guardian", _("waiting for a guardian's consent")
    ACTIVE = "active", pgettext_lazy("enrolment", "active")
    SUSPENDED = "suspended", pgettext_lazy("enrolment", "suspended")
    WITHDRAWN = "withdrawn", pgettext_lazy("enrolment", "withdrawn")
    TRANSFERRED = "transferred", _("moved away")
    MEMORIAL = "memorial", _("in memory")


class VolunteerEnrolment(Base):
    """Where a volunteer stands (domain §14.1)."""

    volunteer = models.OneToOneField(Volunteer, on_delete=models.PROTECT, related_name="enrolment")
    state = models.CharField(max_length=20, choices=EnrolmentState)
    declared_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateField(null=True, blank=True)
    policies = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="enrolment_active_has_its_moment",
                condition=~Q(state="active") | Q(activated_at__isnull=False),
            ),
        ]


class GuardianConsent(Base):
    """A guardian's yes for a minor, given by a one-time link (BR-05, PIPL Art 31)."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="guardian_consents")
    guardian_name = models.CharField(_("guardian's name"), max_length=60)
    guardian_contact = EncryptedTextField()  # a phone number in E.164 form, or an e-mail address
    relation = models.CharField(_("relation"), max_length=20)
    token_hash = models.BinaryField(unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar[dict[str, Personal]] = {
        "guardian_name": Personal.NAME,
        "guardian_contact": Personal.CONTACT,
        "relation": Personal.TEXT,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="guardian_consent_is_given_or_refused",
                condition=Q(given_at__isnull=True) | Q(refused_at__isnull=True),
            ),
            models.CheckConstraint(
                name="guardian_consent_is_withdrawn_after_it_is_given",
                condition=Q(withdrawn_at__isnull=True) | Q(given_at__isnull=False),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.given_at is None and self.refused_at is None


class EnrolmentDraft(Base):
    """What somebody typed into the enrolment form and has not sent yet. Sealed; gone once they
    enrol.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = EncryptedTextField()
    saved_at = models.DateTimeField()

    personal: ClassVar[dict[str, Personal]] = {"answers": Personal.TEXT}


class RecoveryRequest(Base):
    """Somebody whose document is already enrolled under an account they cannot enter asks for a
    person to look.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="recovery_requests")
    statement = models.TextField(_("what happened"), max_length=1000)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted = models.BooleanField(null=True)

    personal: ClassVar[dict[str, Personal]] = {"statement": Personal.TEXT}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="recovery_request_once_while_open",
                fields=["user", "volunteer"],
                condition=Q(decided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="recovery_request_decision_is_whole",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, accepted__isnull=False),
            ),
        ]

    def access_scopes(self) -> list[Scope]:
        return self.volunteer.access_scopes()
