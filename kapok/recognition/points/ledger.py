"""The only way points move. Legs cancel; balances move with them, under the account's lock.

Accounts are locked in the order of their keys, so postings of many volunteers never deadlock. A
`source` is posted once: posting it again changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kapok.recognition.points.amounts import shown
from kapok.recognition.points.models import (
    AccountKind,
    PointsAccount,
    PointsEntry,
    PointsTransaction,
    TransactionKind,
)
from kapok.recognition.points.refusals import AccountFrozen, NotEnoughPoints

OVERDRAWN = "overdrawn"
SAVE_BALANCES = """
UPDATE points_pointsaccount AS account
SET available = new.available, held = new.held,
    frozen_at = new.frozen_at, frozen_reason = new.frozen_reason
FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::text[])
     AS new (volunteer_id, available, held, frozen_at, frozen_reason)
WHERE account.volunteer_id = new.volunteer_id
"""
BALANCES_FROM_ENTRIES = """
WITH sums AS (
    SELECT volunteer_id,
           coalesce(sum(amount) FILTER (WHERE account = 'volunteer'), 0) AS available,
           coalesce(sum(amount) FILTER (WHERE account = 'held'), 0) AS held
    FROM points_pointsentry GROUP BY volunteer_id
)
UPDATE points_pointsaccount AS account
SET available = sums.available, held = sums.held,
    frozen_at = CASE WHEN sums.available < 0 THEN coalesce(frozen_at, now())
                     WHEN frozen_reason = 'overdrawn' THEN NULL ELSE frozen_at END,
    frozen_reason = CASE WHEN sums.available < 0 AND frozen_at IS NULL THEN 'overdrawn'
                         WHEN sums.available >= 0 AND frozen_reason = 'overdrawn' THEN ''
                         ELSE frozen_reason END
FROM sums WHERE account.volunteer_id = sums.volunteer_id
"""


@dataclass(frozen=True, kw_only=True)
class Posting:
    """One movement of one volunteer's points; `legs` in hundredths, summing to zero."""

    volunteer: UUID
    kind: TransactionKind
    source: str
    legs: Mapping[AccountKind, int]
    at: datetime
    policies: Collection[str] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if sum(self.legs.values()) or not all(self.legs.values()):
            raise ValueError(f"The legs of {self.source} do not cancel: {dict(self.legs)}")


def post(posting: Posting) -> PointsTransaction:
    """Post one movement, or find it posted. A hold may raise NotEnoughPoints or AccountFrozen."""
    written = post_many([posting])
    return written[0] if written else PointsTransaction.objects.get(source=posting.source)


@transaction.atomic
def post_many(postings: Sequence[Posting]) -> list[PointsTransaction]:
    """Post what is not posted yet, in the order given, with as few statements as for one."""
    if not postings:
        return []
    accounts = _locked({posting.volunteer for posting in postings})
    sources = [posting.source for posting in postings]
    posted = set(PointsTransaction.objects.filter(source__in=sources).values_list("source", flat=True))
    written, entries = [], []
    for posting in postings:
        if posting.source in posted:
            continue
        posted.add(posting.source)
        account = accounts[posting.volunteer]
        _move(account, posting)
        row = _row(posting, account)
        written.append(row)
        entries += _entries(posting, row)
    PointsTransaction.objects.bulk_create(written)
    PointsEntry.objects.bulk_create(entries)
    _save({row.volunteer_id: accounts[row.volunteer_id] for row in written}.values())
    return written


def _locked(volunteers: set[UUID]) -> dict[UUID, PointsAccount]:
    ordered = sorted(volunteers)
    PointsAccount.objects.bulk_create([PointsAccount(volunteer_id=each) for each in ordered], ignore_conflicts=True)
    rows = PointsAccount.objects.select_for_update().filter(pk__in=ordered).order_by("pk")
    return {row.pk: row for row in rows}


def _move(account: PointsAccount, posting: Posting) -> None:
    change = posting.legs.get(AccountKind.VOLUNTEER, 0)
    if posting.kind == TransactionKind.HELD:
        if account.frozen_at:
            raise AccountFrozen
        if account.available + change < 0:
            raise NotEnoughPoints(cost=shown(-change), have=shown(account.available))
    account.available += change
    account.held += posting.legs.get(AccountKind.HELD, 0)
    _freeze_or_thaw(account, posting.at)


def _freeze_or_thaw(account: PointsAccount, at: datetime) -> None:
    """An overdrawn account is frozen until service has filled it again (BR-72)."""
    if account.available < 0 and not account.frozen_at:
        account.frozen_at, account.frozen_reason = at, OVERDRAWN
    elif account.available >= 0 and account.frozen_reason == OVERDRAWN:
        account.frozen_at, account.frozen_reason = None, ""


def _row(posting: Posting, account: PointsAccount) -> PointsTransaction:
    return PointsTransaction(
        volunteer_id=posting.volunteer,
        kind=posting.kind,
        source=posting.source,
        at=posting.at,
        amount=posting.legs.get(AccountKind.VOLUNTEER, 0),
        balance=account.available,
        details=dict(posting.details),
        policies=sorted(set(posting.policies)),
    )


def _entries(posting: Posting, row: PointsTransaction) -> list[PointsEntry]:
    return [
        PointsEntry(volunteer_id=posting.volunteer, transaction_id=row.id, account=account, amount=amount)
        for account, amount in posting.legs.items()
    ]


def _save(accounts: Iterable[PointsAccount]) -> None:
    rows = [
        (account.pk, account.available, account.held, account.frozen_at, account.frozen_reason) for account in accounts
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(SAVE_BALANCES, [list(column) for column in zip(*rows, strict=True)])


def balances_from_entries() -> None:
    """Work every balance out again from the entries, which are the truth."""
    with connection.cursor() as cursor:
        cursor.execute(BALANCES_FROM_ENTRIES)
