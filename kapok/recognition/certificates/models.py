from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapok.core.access import Scope
from kapok.core.common.models import Base, Personal
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.certificates import numbers

RECORDS_VOID = "records_void"


class CertificateState(models.TextChoices):
    """domain §14.9, for self-service: a request is accepted or refused at once, and typesetting,
    sealing and issuing are one step.
    """

    ACCEPTED = "accepted", _("being prepared")
    ISSUED = "issued", _("valid")
    SUPERSEDED = "superseded", _("replaced by a newer one")
    REVOKED = "revoked", _("revoked")


STANDING = (CertificateState.ACCEPTED, CertificateState.ISSUED)


class ServiceCertificateQuerySet(models.QuerySet["ServiceCertificate"]):
    def standing(self) -> "ServiceCertificateQuerySet":
        return self.filter(state__in=STANDING)

    def newest_first(self) -> "ServiceCertificateQuerySet":
        return self.order_by("-requested_at", "-id")

    def for_door(self) -> "ServiceCertificateQuerySet":
        return self.select_related("volunteer", "superseded_by")


class ServiceCertificate(Base):
    """What was certified: an immutable snapshot under a number. Only its state moves on
    (trigger).

    `snapshot_hash` is the SHA-256 of the snapshot's canonical JSON (RFC 8785) and stands on the
    page. `content_hash` leaves out number and date: asking twice for the same finds the same
    certificate.
    """

    number = models.CharField(_("certificate number"), max_length=20, unique=True)
    check_code = models.CharField(max_length=6)
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="certificates")
    state = models.CharField(max_length=10, choices=CertificateState, default=CertificateState.ACCEPTED)
    range_start = models.DateField()
    range_end = models.DateField()  # the last day that counts
    minutes = models.PositiveIntegerField()
    records = models.PositiveIntegerField()
    shows_document = models.BooleanField(default=False)
    snapshot = models.JSONField()
    snapshot_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    policies = ArrayField(models.CharField(max_length=80), default=list)
    requested_at = models.DateTimeField()
    requested_by_id = models.UUIDField(null=True)
    issued_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)  # None: the platform, because its records became void
    revoked_reason = models.CharField(max_length=200, blank=True)

    objects = ServiceCertificateQuerySet.as_manager()
    personal: ClassVar[dict[str, Personal]] = {"snapshot": Personal.TEXT, "revoked_reason": Personal.TEXT}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificate_same_content_once",
                fields=["volunteer", "content_hash"],
                condition=Q(state__in=["accepted", "issued"]),
            ),
            models.CheckConstraint(name="certificate_range_in_order", condition=Q(range_end__gte=F("range_start"))),
            models.CheckConstraint(name="certificate_lists_something", condition=Q(records__gte=1, minutes__gte=1)),
            models.CheckConstraint(
                name="certificate_issued_has_its_moment",
                condition=Q(state="accepted", issued_at__isnull=True)
                | (~Q(state="accepted") & Q(issued_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="certificate_superseded_names_its_successor",
                condition=Q(state="superseded", superseded_by__isnull=False, superseded_at__isnull=False)
                | (~Q(state="superseded") & Q(superseded_by__isnull=True, superseded_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="certificate_revoked_says_why",
                condition=(Q(state="revoked", revoked_at__isnull=False) & ~Q(revoked_reason=""))
                | (~Q(state="revoked") & Q(revoked_at__isnull=True, revoked_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["volunteer", "-requested_at", "-id"], name="certificate_of_volunteer"),
            models.Index(
                fields=["requested_at"],
                name="certificate_unfinished",
                condition=Q(state="accepted"),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def access_scopes(self) -> list[Scope]:
        return self.volunteer.access_scopes()

    @property
    def is_issued(self) -> bool:
        return self.state == CertificateState.ISSUED

    @property
    def grouped_number(self) -> str:
        return numbers.grouped_number(self.number)

    @property
    def grouped_code(self) -> str:
        return numbers.grouped_code(self.check_code)

    @property
    def why_revoked(self) -> str | Promise:
        if self.revoked_reason == RECORDS_VOID:
            return _("The records it listed are no longer in effect.")
        return self.revoked_reason


class CertificateFile(models.Model):
    """The sealed PDF as it was handed out, byte for byte. Append-only."""

    certificate = models.OneToOneField(
        ServiceCertificate, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)

    personal: ClassVar[dict[str, Personal]] = {"content": Personal.TEXT}

    def __str__(self) -> str:
        return self.sha256


class CertificateLine(models.Model):
    """One record version a certificate lists. Append-only. By `volunteer_id` one finds the
    record's partition.
    """

    certificate = models.ForeignKey(ServiceCertificate, on_delete=models.PROTECT, related_name="lines")
    volunteer_id = models.UUIDField()
    record_uid = models.UUIDField()
    record_version = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="certificate_lists_a_record_once", fields=["certificate", "record_uid"]),
        ]

    def __str__(self) -> str:
        return f"{self.record_uid} v{self.record_version}"


class Outcome(models.TextChoices):
    VALID = "valid", _("valid")
    SUPERSEDED = "superseded", _("replaced")
    REVOKED = "revoked", _("revoked")
    OUTDATED = "outdated", _("being replaced")
    UNKNOWN = "unknown", _("unknown number")
    WRONG_CODE = "wrong_code", _("wrong code")
    ALTERED = "altered", _("file changed")
    FOREIGN = "foreign", _("not our file")


FAILED = (Outcome.UNKNOWN, Outcome.WRONG_CODE, Outcome.ALTERED, Outcome.FOREIGN)


class CertificateVerification(Base):
    """That somebody checked a certificate, and what they were told. Not who: `address_hash` is
    keyed and changes every day; it only serves to slow down guessing.
    """

    certificate = models.ForeignKey(
        ServiceCertificate, on_delete=models.PROTECT, null=True, related_name="verifications"
    )
    outcome = models.CharField(max_length=12, choices=Outcome)
    address_hash = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["address_hash", "at"],
                name="verification_failed_from",
                condition=Q(outcome__in=["unknown", "wrong_code", "altered", "foreign"]),
            ),
        ]


class CertificateSequence(models.Model):
    """The last number given out per division and year; the row is locked while a number is made,
    so none is skipped.
    """

    division = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="certificate_sequence_once", fields=["division", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year}: {self.last}"
