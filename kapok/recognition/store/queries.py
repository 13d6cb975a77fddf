from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from kapok.core.access import PLATFORM, Permission, scopes_where
from kapok.core.regions.models import Region
from kapok.core.regions.queries import within
from kapok.recognition.store.models import (
    ExchangeStore,
    MovementKind,
    Redemption,
    RedemptionItem,
    RedemptionState,
    StockMovement,
)


def open_stores(region: str | None = None) -> QuerySet[ExchangeStore]:
    """Stores people can go to, with their kinds of goods, in the order of the divisions."""
    stores = ExchangeStore.objects.open().select_related("region", "organization")
    if region:
        stores = stores.filter(within(region))
    offered = Q(items__withdrawn_at__isnull=True)
    return stores.annotate(kinds=Count("items", filter=offered)).order_by("region_id", "name", "id")


def places_of_stores() -> QuerySet[Region]:
    """The prefectures that have an open store."""
    codes = ExchangeStore.objects.open().values_list("region_id", flat=True).distinct()
    return Region.objects.filter(code__in={code[:4] + "00" for code in codes}).order_by("code")


def shelf(store: ExchangeStore) -> QuerySet[RedemptionItem]:
    """What the store offers: what is there first, then by price."""
    gone = Case(When(on_hand__lte=0, then=Value(1)), default=Value(0), output_field=IntegerField())
    return store.items.filter(withdrawn_at__isnull=True).order_by(gone, "price", "id")


def stores_of(user: Any) -> QuerySet[ExchangeStore]:
    """The stores whose stock this person may manage."""
    scopes = scopes_where(user, Permission.STORE_MANAGE)
    stores = ExchangeStore.objects.open().select_related("region", "organization")
    if PLATFORM in scopes:
        return stores.order_by("region_id", "name")
    condition = Q(pk__in=[scope.key for scope in scopes if scope.kind == "store"])
    condition |= Q(organization__in=[scope.key for scope in scopes if scope.kind == "organization"])
    for scope in scopes:
        if scope.kind == "region":
            condition |= within(scope.key)
    return stores.filter(condition).order_by("region_id", "name")


def redemptions_of(volunteer: Any) -> QuerySet[Redemption]:
    return Redemption.objects.filter(volunteer=volunteer).select_related("item", "store")


def handed_over(store: ExchangeStore) -> QuerySet[Redemption]:
    states = [RedemptionState.PICKED_UP, RedemptionState.REFUNDED]
    rows = Redemption.objects.filter(store=store, state__in=states)
    return rows.select_related("item", "volunteer")


@dataclass(frozen=True)
class MonthLine:
    """One line of the month's count; opening + received − handed over + corrected = closing."""

    item: RedemptionItem
    opening: int
    received: int
    handed_over: int
    corrected: int

    @property
    def closing(self) -> int:
        return self.opening + self.received - self.handed_over + self.corrected


def month_of(text: str, today: date) -> date:
    """The first of the month written as 2026-11; this month for anything else."""
    try:
        month = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return month if abs(month.year - today.year) <= 50 else today.replace(day=1)


def count_of_month(store: ExchangeStore, month: date) -> list[MonthLine]:
    """What the movements of the store say stood on the shelf, for the month-end count."""
    start = timezone.make_aware(datetime.combine(month, datetime.min.time()))
    end = timezone.make_aware(datetime.combine(next_month(month), datetime.min.time()))
    inside = Q(at__gte=start)
    sums: dict[Any, Any] = {
        row["item"]: row
        for row in StockMovement.objects.filter(item__store=store, at__lt=end)
        .values("item")
        .annotate(
            opening=Sum("quantity", filter=~inside, default=0),
            **{kind.value: Sum("quantity", filter=inside & Q(kind=kind), default=0) for kind in MovementKind},
        )
    }
    return [
        MonthLine(item, row["opening"], row["received"], -row["handed_over"], row["corrected"])
        for item in store.items.order_by("name")
        if (row := sums.get(item.pk))
    ]


def next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def handed_today(store: ExchangeStore, today: date) -> int:
    start = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    return handed_over(store).filter(ended_at__gte=start).count()


def recent_months(today: date, number: int = 12) -> Iterable[date]:
    month = today.replace(day=1)
    for _ in range(number):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)
