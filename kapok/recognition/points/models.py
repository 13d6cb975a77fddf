from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kapok.core.common.ids import new_id
from kapok.core.common.models import Base, Personal
from kapok.organization.volunteers.models import Volunteer


class AccountKind(models.TextChoices):
    VOLUNTEER = "volunteer", _("volunteer's points")
    HELD = "held", _("held for redemptions")
    ISSUANCE = "issuance", _("issued for service")
    STORE = "store", _("spent in stores")
    EXPIRY = "expiry", _("expired")
    DONATION = "donation", _("donated")


class PointsAccount(models.Model):
    """A volunteer's two balances, in hundredths of a point, moved in the posting's own transaction.

    `available` may fall below zero only while `frozen_at` is set (BR-72).
    """

    volunteer = models.OneToOneField(
        Volunteer, on_delete=models.PROTECT, primary_key=True, related_name="points_account"
    )
    available = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_reason = models.CharField(max_length=200, blank=True)

    personal: ClassVar[dict[str, Personal]] = {"frozen_reason": Personal.TEXT}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="points_available_not_negative_unless_frozen",
                condition=Q(available__gte=0) | Q(frozen_at__isnull=False),
            ),
            models.CheckConstraint(name="points_held_not_negative", condition=Q(held__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.available} available, {self.held} held"


class TransactionKind(models.TextChoices):
    EARNED = "earned", _("earned by service")
    REVERSED = "reversed", _("taken back")
    HELD = "held", _("held for a redemption")
    RELEASED = "released", _("released")
    SPENT = "spent", _("spent in a store")
    REFUNDED = "refunded", _("refunded")
    EXPIRED = "expired", _("expired")


class PointsTransaction(Base):
    """Why points moved. `source` says from what, once: "record:<uid>:<version>" or
    "redemption:<id>:<kind>"."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="points_transactions")
    kind = models.CharField(max_length=10, choices=TransactionKind)
    source = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()
    # What the statement shows: the change of `available`, and `available` after it.
    amount = models.BigIntegerField()
    balance = models.BigIntegerField()
    # For the statement: name, name_en of the activity or goods; minutes and points per hour.
    details = models.JSONField(default=dict)
    policies = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        indexes = [models.Index(fields=["volunteer", "-at", "-id"], name="points_by_volunteer")]

    def __str__(self) -> str:
        return self.source


class PointsEntry(models.Model):
    """One leg of a posting. Hash-partitioned by volunteer; append-only. A deferred trigger
    (`points_entries_sum_to_zero`) refuses a transaction whose legs do not cancel."""

    pk = models.CompositePrimaryKey("volunteer_id", "id")
    volunteer_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    transaction_id = models.UUIDField()
    account = models.CharField(max_length=10, choices=AccountKind)
    amount = models.BigIntegerField()  # hundredths of a point

    class Meta:
        constraints = [
            models.CheckConstraint(name="points_entry_moves_something", condition=~Q(amount=0)),
        ]
        indexes = [
            models.Index(F("volunteer_id"), F("transaction_id"), name="points_entry_of_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount:+d}"
