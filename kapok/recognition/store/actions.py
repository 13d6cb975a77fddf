"""Every write of the store. Rows are locked in one order: redemption, item, points account."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from kapok.activity.records.models import VolunteerTotals
from kapok.core import journal, policies
from kapok.core.accounts.models import User
from kapok.core.common.ids import new_id
from kapok.core.ui import words
from kapok.organization.volunteers.models import EnrolmentState, Volunteer
from kapok.recognition.points import ledger
from kapok.recognition.points.amounts import shown
from kapok.recognition.points.models import AccountKind, PointsAccount, TransactionKind
from kapok.recognition.points.queries import account_of
from kapok.recognition.points.refusals import AccountFrozen, NotEnoughPoints
from kapok.recognition.store import codes, refusals
from kapok.recognition.store.models import (
    ExchangeStore,
    MovementKind,
    Redemption,
    RedemptionItem,
    RedemptionState,
    StockMovement,
)

COUNTED = [RedemptionState.RESERVED, RedemptionState.PICKED_UP]


@transaction.atomic
def reserve(
    item: RedemptionItem,
    *,
    quantity: int,
    volunteer: Volunteer,
    request_id: UUID,
    by: User,
    at: datetime,
) -> tuple[Redemption, str]:
    """Hold points and stock for a pickup (BR-66, 73); the reservation and its code.

    The item's row is locked: the last piece goes to one person, and the same form sent twice finds
    the first reservation. Raises a refusal of this room, NotEnoughPoints or AccountFrozen; then
    nothing has been written.
    """
    item = _locked_item(item.pk)
    earlier = Redemption.objects.filter(volunteer=volunteer, request_id=request_id).first()
    if earlier:
        return earlier, codes.code_of(earlier.pk)
    pinned = check(item, quantity=quantity, volunteer=volunteer, at=at)
    days = policies.get("reservation_days", region=item.store.region_id, at=at)
    redemption = Redemption(
        id=(key := new_id()),
        volunteer=volunteer,
        item=item,
        store=item.store,
        quantity=quantity,
        cost=quantity * item.price,
        code_hash=codes.hash_of(codes.code_of(key)),
        request_id=request_id,
        reserved_at=at,
        expires_at=at + timedelta(days=days.value),
        policies=sorted([pinned, days.version]),
    )
    redemption.save(force_insert=True)
    item.reserved += quantity
    item.save(update_fields=["reserved"])
    _post(redemption, TransactionKind.HELD, AccountKind.VOLUNTEER, AccountKind.HELD, at)
    _tell("redemption.reserved", redemption, by=by, at=at)
    return redemption, codes.code_of(key)


def check(item: RedemptionItem, *, quantity: int, volunteer: Volunteer, at: datetime) -> str:
    """Whether this person may have so many of it; the version of BR-66 that was asked."""
    if item.store.closed_at:
        raise refusals.StoreClosed
    if item.withdrawn_at:
        raise refusals.ItemWithdrawn
    if volunteer.enrolment.state != EnrolmentState.ACTIVE:
        raise refusals.NotAVolunteer
    threshold = policies.get("first_redemption_hours", region=item.store.region_id, at=at)
    served = lifetime_minutes(volunteer)
    if served < threshold.value * 60:
        raise refusals.NotEnoughService(hours=threshold.value, served=words.hours(served))
    had = pieces_had(item, volunteer)
    if had + quantity > item.per_person:
        raise refusals.PersonalLimitReached(limit=item.per_person, had=had)
    if quantity > item.left:
        raise refusals.OutOfStock(left=item.left)
    return threshold.version


def check_balance(item: RedemptionItem, *, volunteer: Volunteer) -> None:
    """What the ledger would say to one piece, before anything is held."""
    account = account_of(volunteer)
    if account.frozen_at:
        raise AccountFrozen
    if account.available < item.price:
        raise NotEnoughPoints(cost=shown(item.price), have=shown(account.available))


def lifetime_minutes(volunteer: Volunteer) -> int:
    totals = VolunteerTotals.objects.filter(pk=volunteer.pk).first()
    return totals.lifetime_minutes if totals else 0


def pieces_had(item: RedemptionItem, volunteer: Volunteer) -> int:
    rows = Redemption.objects.filter(item=item, volunteer=volunteer, state__in=COUNTED)
    return rows.aggregate(sum=Sum("quantity"))["sum"] or 0


@transaction.atomic
def cancel(redemption: Redemption, *, by: User, at: datetime) -> Redemption:
    """The volunteer thinks again; points and stock are free at once. Raises NotReserved."""
    return _let_go(redemption, RedemptionState.CANCELLED, by=by, at=at)


@transaction.atomic
def expire(redemption: Redemption, *, at: datetime) -> Redemption:
    """Nobody came (BR-73). Raises NotReserved when somebody did meanwhile."""
    return _let_go(redemption, RedemptionState.EXPIRED, by=None, at=at)


def expire_due(*, at: datetime, limit: int = 500) -> int:
    """Expire reservations whose time is over, each in its own transaction; how many."""
    due = Redemption.objects.filter(state=RedemptionState.RESERVED, expires_at__lte=at)
    expired = 0
    for redemption in due.order_by("expires_at")[:limit]:
        try:
            expire(redemption, at=at)
            expired += 1
        except refusals.NotReserved:
            continue
    return expired


def _let_go(redemption: Redemption, state: RedemptionState, *, by: User | None, at: datetime) -> Redemption:
    redemption = _locked(redemption.pk)
    if not redemption.is_reserved:
        raise refusals.NotReserved(state=redemption.get_state_display())
    item = _locked_item(redemption.item_id)
    item.reserved -= redemption.quantity
    item.save(update_fields=["reserved"])
    _end(redemption, state, at)
    _post(redemption, TransactionKind.RELEASED, AccountKind.HELD, AccountKind.VOLUNTEER, at)
    _tell(f"redemption.{state}", redemption, by=by, at=at)
    return redemption


@transaction.atomic
def pick_up(code: str, *, store: ExchangeStore, by: User, at: datetime) -> Redemption:
    """Hand over against a code, once (BR-70). Two clerks may try together: the first wins, the
    second is told when it was used. Raises UnknownCode, CodeUsed, ReservationOver, OwnRedemption or
    AccountFrozen."""
    redemption = _locked(find(code, store=store).pk)
    check_pickup(redemption, by=by, at=at)
    item = _locked_item(redemption.item_id)
    item.reserved -= redemption.quantity
    item.on_hand -= redemption.quantity
    item.save(update_fields=["reserved", "on_hand"])
    StockMovement.objects.create(
        item=item,
        quantity=-redemption.quantity,
        kind=MovementKind.HANDED_OVER,
        redemption=redemption,
        at=at,
        by_id=by.pk,
    )
    redemption.handed_by_id = by.pk
    _end(redemption, RedemptionState.PICKED_UP, at)
    _post(redemption, TransactionKind.SPENT, AccountKind.HELD, AccountKind.STORE, at)
    _tell("redemption.picked_up", redemption, by=by, at=at)
    return redemption


def find(code: str, *, store: ExchangeStore) -> Redemption:
    """The reservation behind a code typed or scanned at this store. Raises UnknownCode."""
    meant = codes.normalise(code)
    rows = Redemption.objects.select_related("item", "volunteer", "volunteer__user")
    found = meant and rows.filter(code_hash=codes.hash_of(meant), store=store).first()
    if not found:
        raise refusals.UnknownCode
    return found


def check_pickup(redemption: Redemption, *, by: User, at: datetime) -> None:
    """Everything that stops a hand-over, asked when the code is entered and when it is used."""
    if redemption.state == RedemptionState.PICKED_UP and redemption.ended_at:
        raise refusals.CodeUsed(at=words.moment(redemption.ended_at))
    if not redemption.is_reserved:
        raise refusals.ReservationOver(state=redemption.get_state_display())
    if redemption.expires_at <= at:
        raise refusals.ReservationOver(state=RedemptionState.EXPIRED.label)
    if redemption.volunteer.user_id == by.pk:
        raise refusals.OwnRedemption
    if PointsAccount.objects.filter(pk=redemption.volunteer_id, frozen_at__isnull=False).exists():
        raise AccountFrozen


@transaction.atomic
def refund(redemption: Redemption, *, reason: str, by: User, at: datetime) -> Redemption:
    """Give the points of defective goods back, as a posting of its own. The goods do not return."""
    redemption = _locked(redemption.pk)
    if redemption.state != RedemptionState.PICKED_UP:
        raise refusals.NotPickedUp
    if redemption.volunteer.user_id == by.pk:
        raise refusals.OwnRedemption
    redemption.reason = _words(reason)
    _end(redemption, RedemptionState.REFUNDED, at)
    _post(redemption, TransactionKind.REFUNDED, AccountKind.STORE, AccountKind.VOLUNTEER, at)
    _tell("redemption.refunded", redemption, by=by, at=at)
    return redemption


@transaction.atomic
def receive_stock(item: RedemptionItem, *, quantity: int, reason: str, by: User, at: datetime) -> StockMovement:
    """Goods arrived: where from stands in `reason`."""
    return _move_stock(_locked_item(item.pk), quantity, MovementKind.RECEIVED, _words(reason), by, at)


@transaction.atomic
def correct_stock(item: RedemptionItem, *, counted: int, reason: str, by: User, at: datetime) -> StockMovement | None:
    """The shelf holds `counted`; None when that is what we thought. Raises StockIsReserved."""
    item = _locked_item(item.pk)
    if counted < item.reserved:
        raise refusals.StockIsReserved(reserved=item.reserved)
    if counted == item.on_hand:
        return None
    change = counted - item.on_hand
    return _move_stock(item, change, MovementKind.CORRECTED, _words(reason), by, at)


@transaction.atomic
def offer(store: ExchangeStore, *, by: User, at: datetime, **fields: Any) -> RedemptionItem:
    """Put a new kind of goods on the shelf, with none of it yet."""
    item = RedemptionItem.objects.create(store=store, **fields)
    _tell_of_item("item.offered", item, {"price": item.price}, by=by, at=at)
    return item


@transaction.atomic
def withdraw(item: RedemptionItem, *, by: User, at: datetime) -> RedemptionItem:
    """Offer it no longer. What is reserved can still be picked up."""
    item = _locked_item(item.pk)
    if not item.withdrawn_at:
        item.withdrawn_at = at
        item.save(update_fields=["withdrawn_at"])
        _tell_of_item("item.withdrawn", item, {}, by=by, at=at)
    return item


def _move_stock(
    item: RedemptionItem, quantity: int, kind: MovementKind, reason: str, by: User, at: datetime
) -> StockMovement:
    item.on_hand += quantity
    item.save(update_fields=["on_hand"])
    movement = StockMovement.objects.create(item=item, kind=kind, quantity=quantity, reason=reason, at=at, by_id=by.pk)
    told = {"quantity": quantity, "on_hand": item.on_hand}
    _tell_of_item(f"stock.{kind}", item, told, by=by, at=at)
    return movement


def _words(reason: str) -> str:
    if not reason.strip():
        raise refusals.ReasonNeeded
    return reason.strip()


def _locked(pk: UUID) -> Redemption:
    rows = Redemption.objects.select_for_update(of=("self",))
    return rows.select_related("volunteer", "store").get(pk=pk)


def _locked_item(pk: UUID) -> RedemptionItem:
    return RedemptionItem.objects.select_for_update(of=("self",)).select_related("store").get(pk=pk)


def _end(redemption: Redemption, state: RedemptionState, at: datetime) -> None:
    redemption.state, redemption.ended_at = state, at
    redemption.save(update_fields=["state", "ended_at", "handed_by_id", "reason"])


def _post(
    redemption: Redemption,
    kind: TransactionKind,
    source: AccountKind,
    target: AccountKind,
    at: datetime,
) -> None:
    item = redemption.item
    ledger.post(
        ledger.Posting(
            volunteer=redemption.volunteer_id,
            kind=kind,
            source=f"redemption:{redemption.pk}:{kind}",
            legs={source: -redemption.cost, target: redemption.cost},
            at=at,
            policies=redemption.policies,
            details={
                "name": item.name,
                "name_en": item.name_en,
                "quantity": redemption.quantity,
            },
        )
    )


def _tell(verb: str, redemption: Redemption, *, by: User | None, at: datetime) -> None:
    journal.write(
        verb,
        by=by,
        about=redemption,
        at=at,
        person=redemption.volunteer_id,
        organization=redemption.store.organization_id,
        payload={
            "item": str(redemption.item_id),
            "store": str(redemption.store_id),
            "quantity": redemption.quantity,
            "cost": redemption.cost,
        },
        policies=redemption.policies,
    )


def _tell_of_item(verb: str, item: RedemptionItem, payload: dict, *, by: User, at: datetime) -> None:
    journal.write(
        verb,
        by=by,
        about=item,
        at=at,
        organization=item.store.organization_id,
        payload={"store": str(item.store_id), **payload},
    )
