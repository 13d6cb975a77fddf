from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kapok.core.access import Scope, organization_scope, region_scopes, store_scope
from kapok.core.common.models import Base
from kapok.core.regions.models import Region
from kapok.organization.organizations.models import Organization
from kapok.organization.volunteers.models import Volunteer


class ExchangeStore(Base):
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="stores")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="stores")
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200)
    opening_hours = models.CharField(_("opening hours"), max_length=100, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> list[Scope]:
        return [store_scope(self.id), organization_scope(self.organization_id), *region_scopes(self.region_id)]


class Clerk(Base):
    store = models.ForeignKey(ExchangeStore, on_delete=models.PROTECT, related_name="clerks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="clerk_once_per_store", fields=["store", "user"], condition=Q(ended_at__isnull=True)
            ),
        ]


class RedemptionItem(Base):
    store = models.ForeignKey(ExchangeStore, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    picture = models.CharField(max_length=60, blank=True)
    price = models.PositiveIntegerField(_("price"))  # hundredths of a point
    on_hand = models.PositiveIntegerField(_("on hand"), default=0)
    reserved = models.PositiveIntegerField(default=0)
    per_person = models.PositiveSmallIntegerField(_("at most per person"), default=2)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="item_costs_something", condition=Q(price__gte=1)),
            models.CheckConstraint(name="item_stock_covers_reservations", condition=Q(reserved__lte=F("on_hand"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        return self.on_hand - self.reserved

    def access_scopes(self) -> list[Scope]:
        return self.store.access_scopes()


class RedemptionState(models.TextChoices):
    """domain §14.10."""

    RESERVED = "reserved", _("reserved")
    PICKED_UP = "picked_up", _("picked up")
    EXPIRED = "expired", _("expired")
    CANCELLED = "cancelled", _("cancelled")
    REFUNDED = "refunded", _("refunded")


class Redemption(Base):
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="redemptions")
    item = models.ForeignKey(RedemptionItem, on_delete=models.PROTECT, related_name="redemptions")
    store = models.ForeignKey(ExchangeStore, on_delete=models.PROTECT, related_name="redemptions")
    quantity = models.PositiveSmallIntegerField()
    cost = models.PositiveIntegerField()  # hundredths of a point
    state = models.CharField(max_length=10, choices=RedemptionState, default=RedemptionState.RESERVED)
    code_hash = models.BinaryField(unique=True)
    reserved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    handed_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="redemption_of_something", condition=Q(quantity__gte=1)),
            models.CheckConstraint(
                name="redemption_ended_has_its_moment",
                condition=Q(state="reserved") | Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["volunteer", "-reserved_at"], name="redemption_by_volunteer"),
            models.Index(fields=["expires_at"], name="redemption_to_expire", condition=Q(state="reserved")),
        ]

    def access_scopes(self) -> list[Scope]:
        return self.store.access_scopes()


class StockMovement(Base):
    """Why the stock of an item changed; append-only. Σ quantity = on hand."""

    item = models.ForeignKey(RedemptionItem, on_delete=models.PROTECT, related_name="movements")
    quantity = models.IntegerField()
    reason = models.CharField(max_length=100)
    redemption = models.ForeignKey(Redemption, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(name="stock_movement_moves_something", condition=~Q(quantity=0))]
