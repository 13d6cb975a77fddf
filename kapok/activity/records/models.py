from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kapok.activity.activities.models import ApprovalLevel
from kapok.activity.attendance.models import TrustClass
from kapok.core.access import Scope, organization_scope, region_scopes
from kapok.core.common.ids import new_id
from kapok.core.common.models import Base, Personal
from kapok.organization.organizations.models import Organization
from kapok.organization.volunteers.models import Volunteer


class RecordClass(models.TextChoices):
    CREDIT = "credit", _("credit hours")  # proved by check-in: earn points
    HONOUR = "honour", _("honour hours")  # entered afterwards: no points (BR-53)


class RecordState(models.TextChoices):
    """domain §14.6."""

    PENDING = "pending_confirmation", _("waiting for confirmation")
    EFFECTIVE = "effective", _("effective")
    REJECTED = "rejected", _("rejected")
    VOID = "void", _("void")


class ServiceRecordQuerySet(models.QuerySet["ServiceRecord"]):
    def current(self) -> "ServiceRecordQuerySet":
        return self.filter(superseded_at__isnull=True)

    def effective(self) -> "ServiceRecordQuerySet":
        return self.current().filter(state=RecordState.EFFECTIVE)

    def pending(self) -> "ServiceRecordQuerySet":
        return self.current().filter(state=RecordState.PENDING)


class ServiceRecord(models.Model):
    """One version of the record that a volunteer served. Hash-partitioned by volunteer.

    A version never changes: a decision writes the next version and stamps `superseded_at` on this one, once
    (trigger). `uid` is the record, (uid, version) the version. The Article 7 particulars (activity name, date,
    place, content, organising body, person in charge) are kept as they were when it happened.
    """

    pk = models.CompositePrimaryKey("volunteer_id", "id")
    volunteer_id = models.UUIDField()
    volunteer_user_id = models.UUIDField(null=True)  # who may not decide on it
    id = models.UUIDField(default=new_id)
    uid = models.UUIDField(default=new_id)
    version = models.PositiveIntegerField(default=1)
    organization_id = models.UUIDField()
    activity_id = models.UUIDField()
    session_id = models.UUIDField()
    position_name = models.CharField(max_length=50, blank=True)
    position_name_en = models.CharField(max_length=120, blank=True)
    activity_name = models.CharField(max_length=50)
    activity_name_en = models.CharField(max_length=120, blank=True)
    organization_name = models.CharField(max_length=100)
    organization_name_en = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200)
    region_code = models.CharField(max_length=9)
    content = models.CharField(max_length=200)
    content_en = models.CharField(max_length=300, blank=True)
    person_in_charge = models.CharField(max_length=60)
    service_day = models.DateField()
    served = DateTimeRangeField()
    actual_minutes = models.PositiveIntegerField()
    service_minutes = models.PositiveIntegerField()  # after rounding
    record_class = models.CharField(max_length=10, choices=RecordClass)
    trust_class = models.CharField(max_length=1, choices=TrustClass)
    evidence = models.CharField(max_length=40)  # how the time was proved: "qr_rotating/qr_rotating"
    state = models.CharField(max_length=24, choices=RecordState)
    reason = models.CharField(max_length=200, blank=True)
    # Whose decision it takes, by the hours of the day (BR-34).
    level = models.CharField(max_length=10, choices=ApprovalLevel, db_default=ApprovalLevel.SELF)
    due_on = models.DateField()  # 10 working days after the end (BR-50)
    decided_by_id = models.UUIDField(null=True)  # None: effective by rule (BR-46)
    policies = ArrayField(models.CharField(max_length=80), default=list)
    written_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = ServiceRecordQuerySet.as_manager()
    personal: ClassVar[dict[str, Personal]] = {"person_in_charge": Personal.NAME, "reason": Personal.TEXT}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="record_version_once", fields=["volunteer_id", "uid", "version"]),
            models.UniqueConstraint(
                name="record_once_per_session",
                fields=["volunteer_id", "session_id"],
                condition=Q(superseded_at__isnull=True, state__in=["pending_confirmation", "effective"]),
            ),
            models.CheckConstraint(
                name="record_effective_is_complete",
                condition=~Q(state="effective")
                | (
                    ~Q(activity_name="")
                    & ~Q(place="")
                    & ~Q(content="")
                    & ~Q(organization_name="")
                    & ~Q(person_in_charge="")
                ),
            ),
            models.CheckConstraint(
                name="record_served_has_both_ends",
                condition=Q(served__isempty=False, served__lower_inf=False, served__upper_inf=False),
            ),
            models.CheckConstraint(
                name="record_nobody_decides_for_themselves",
                condition=Q(decided_by_id__isnull=True)
                | Q(volunteer_user_id__isnull=True)
                | ~Q(decided_by_id=F("volunteer_user_id")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "due_on", "id"],
                name="record_pending",
                condition=Q(state="pending_confirmation", superseded_at__isnull=True),
            ),
            models.Index(
                F("volunteer_id"),
                F("service_day").desc(),
                F("id").desc(),
                name="record_of_volunteer",
                condition=Q(superseded_at__isnull=True),
            ),
            models.Index(
                fields=["activity_id"],
                name="record_of_activity",
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"record {self.uid} version {self.version}"

    @property
    def is_current(self) -> bool:
        return self.superseded_at is None

    @property
    def was_adjusted(self) -> bool:
        return self.state == RecordState.EFFECTIVE and bool(self.reason)

    def access_scopes(self) -> list[Scope]:
        return [organization_scope(self.organization_id), *region_scopes(self.region_code)]


class VolunteerTotals(models.Model):
    """Σ of a volunteer's effective records, kept in the transaction that makes one effective or void.

    Never changed by redemption: hours are not spent.
    """

    volunteer = models.OneToOneField(Volunteer, on_delete=models.PROTECT, primary_key=True, related_name="totals")
    credit_minutes = models.PositiveIntegerField(default=0)
    honour_minutes = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    last_served_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.lifetime_minutes} minutes"

    @property
    def lifetime_minutes(self) -> int:
        return self.credit_minutes + self.honour_minutes


class TrainingRecord(Base):
    """Record group 3 (Order 67 Art 8). Learning hours are never service hours."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="trainings")
    name = models.CharField(_("name"), max_length=100)
    content = models.TextField(_("main content"))
    learning_minutes = models.PositiveIntegerField(_("learning time"))
    host = models.CharField(_("host"), max_length=100)
    on = models.DateField(_("date"))
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField()


class HonourRecord(Base):
    """Record group 4 (Order 67 Art 9)."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="honours")
    name = models.CharField(_("name"), max_length=100)
    on = models.DateField(_("date"))
    granted_by = models.CharField(_("granting body"), max_length=100)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField()


class Evaluation(Base):
    """Record group 5 (Order 67 Art 10): the quality of one service, 1 to 5."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="evaluations")
    record_uid = models.UUIDField()
    score = models.PositiveSmallIntegerField(_("score"))
    comment = models.CharField(_("comment"), max_length=200, blank=True)
    on = models.DateField(_("date"))
    evaluated_by_id = models.UUIDField()

    personal: ClassVar[dict[str, Personal]] = {"comment": Personal.TEXT}

    class Meta:
        constraints = [
            models.CheckConstraint(name="evaluation_score_one_to_five", condition=Q(score__range=(1, 5))),
            models.UniqueConstraint(name="evaluation_once_per_evaluator", fields=["record_uid", "evaluated_by_id"]),
        ]
