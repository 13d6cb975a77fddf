from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.points.models import PointsAccount, PointsTransaction, TransactionKind

MONTHS = 12


def account_of(volunteer: Volunteer) -> PointsAccount:
    """The volunteer's account; an empty one, not saved, before the first point."""
    found = PointsAccount.objects.filter(pk=volunteer.pk).first()
    return found or PointsAccount(volunteer=volunteer)


def statement_of(volunteer: Volunteer) -> QuerySet[PointsTransaction]:
    """What moved the volunteer's own balance. (A hand-over spends what the hold took already.)"""
    return PointsTransaction.objects.filter(volunteer=volunteer).exclude(amount=0)


def link_of(row: PointsTransaction) -> str:
    """The page of the record or redemption the points came from, when there is one."""
    kind, _, rest = row.source.partition(":")
    pages = {"record": "records:detail", "redemption": "store:redemption"}
    try:
        return reverse(pages[kind], args=[rest.partition(":")[0]])
    except (KeyError, NoReverseMatch):
        return ""


@dataclass(frozen=True)
class Month:
    first: date
    earned: int
    spent: int


def by_month(volunteer: Volunteer, today: date) -> list[Month]:
    """The last twelve months, oldest first; what was held and let go again cancels."""
    months = _last_months(today)
    since = timezone.make_aware(datetime.combine(months[0], datetime.min.time()))
    rows = (
        statement_of(volunteer)
        .filter(at__gte=since)
        .annotate(month=TruncMonth("at"))
        .values("month", "kind")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return _fold(months, rows)


def _fold(months: list[date], rows: Iterable[Mapping[str, Any]]) -> list[Month]:
    gained, spent = dict.fromkeys(months, 0), dict.fromkeys(months, 0)
    for row in rows:
        first = row["month"].date()
        earning = row["kind"] in (TransactionKind.EARNED, TransactionKind.REVERSED)
        if first in gained and earning:
            gained[first] += row["total"]
        elif first in spent:
            spent[first] -= row["total"]
    return [Month(first, gained[first], spent[first]) for first in months]


def _last_months(today: date) -> list[date]:
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[::-1]
