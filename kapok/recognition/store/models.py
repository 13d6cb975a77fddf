from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kapok.core.access import Scope, organization_scope, region_scopes, store_scope
from kapok.core.common.ids import new_id
from kapok.core.common.models import Base, Personal
from kapok.core.regions.models import Region
from kapok.organization.organizations.models import Organization
from kapok.organization.volunteers.models import Volunteer


class ExchangeStoreQuerySet(models.QuerySet["ExchangeStore"]):
    def open(self) -> "ExchangeStoreQuerySet":
        return self.filter(closed_at__isnull=True)

    def for_door(self) -> "ExchangeStoreQuerySet":
        return self.select_related("organization", "region")


class ExchangeStore(Base):
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="stores")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="stores")
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200)
    opening_hours = models.CharField(_("opening hours"), max_length=100, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ExchangeStoreQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> list[Scope]:
        return [
            store_scope(self.id),
            organization_scope(self.organization_id),
            *region_scopes(self.region_id),
        ]


class Clerk(Base):
    store = models.ForeignKey(ExchangeStore, on_delete=models.PROTECT, related_name="clerks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="clerk_once_per_store",
                fields=["store", "user"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"clerk {self.user_id}"


class Picture(models.TextChoices):
    """The drawings under static/store/items."""

    RICE = "rice", _("rice")
    OIL = "oil", _("cooking oil")
    EGGS = "eggs", _("eggs")
    NOODLES = "noodles", _("noodles")
    TEA = "tea", _("tea")
    SOAP = "soap", _("soap")
    TOWEL = "towel", _("towel")
    TISSUE = "tissue", _("paper tissues")
    TOOTHPASTE = "toothpaste", _("toothpaste")
    DETERGENT = "detergent", _("detergent")
    UMBRELLA = "umbrella", _("umbrella")
    THERMOS = "thermos", _("thermos flask")
    LUNCH_BOX = "lunch_box", _("lunch box")
    NOTEBOOK = "notebook", _("notebook")
    TOTE_BAG = "tote_bag", _("cloth bag")
    PARCEL = "parcel", _("something else")


class RedemptionItem(Base):
    store = models.ForeignKey(ExchangeStore, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    picture = models.CharField(_("picture"), max_length=60, choices=Picture, default=Picture.PARCEL)
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

    @property
    def drawing(self) -> str:
        """The static file of the picture."""
        known = self.picture if self.picture in Picture.values else Picture.PARCEL
        return f"store/items/{known}.svg"

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
    # Made with the form: pressing its button twice reserves once.
    request_id = models.UUIDField(default=new_id)
    reserved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    handed_by_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=100, blank=True)  # why it was refunded
    policies = ArrayField(models.CharField(max_length=80), default=list)

    personal: ClassVar[dict[str, Personal]] = {"reason": Personal.TEXT}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="redemption_once_per_request", fields=["volunteer", "request_id"]),
            models.CheckConstraint(name="redemption_of_something", condition=Q(quantity__gte=1)),
            models.CheckConstraint(
                name="redemption_ended_has_its_moment",
                condition=Q(state="reserved") | Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["volunteer", "-reserved_at", "-id"], name="redemption_by_volunteer"),
            models.Index(
                fields=["store", "-ended_at", "-id"],
                name="redemption_handed_over",
                condition=Q(state__in=["picked_up", "refunded"]),
            ),
            models.Index(fields=["expires_at"], name="redemption_to_expire", condition=Q(state="reserved")),
        ]

    def __str__(self) -> str:
        return f"redemption {self.pk}"

    def access_scopes(self) -> list[Scope]:
        return self.store.access_scopes()

    @property
    def is_reserved(self) -> bool:
        return self.state == RedemptionState.RESERVED


class MovementKind(models.TextChoices):
    RECEIVED = "received", _("received")
    HANDED_OVER = "handed_over", _("handed over")
    CORRECTED = "corrected", _("corrected")


class StockMovement(Base):
    """Why the stock of an item changed; append-only. Σ quantity = on hand."""

    kind = models.CharField(max_length=12, choices=MovementKind)
    item = models.ForeignKey(RedemptionItem, on_delete=models.PROTECT, related_name="movements")
    quantity = models.IntegerField()
    reason = models.CharField(max_length=100, blank=True)
    redemption = models.ForeignKey(Redemption, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="stock_movement_moves_something", condition=~Q(quantity=0)),
        ]
        indexes = [models.Index(fields=["item", "at"], name="stock_movement_by_item")]

    def __str__(self) -> str:
        return f"{self.quantity:+d}"
