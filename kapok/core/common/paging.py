"""Paging by key: page 1,000 costs what page 1 costs. No large OFFSET, no COUNT(*)."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime


@dataclass(frozen=True)
class Page:
    """Rows in display order, and the cursors of the pages around them (None at either end)."""

    rows: list
    next: str | None
    previous: str | None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def _encode(direction: str, values: Sequence[Any]) -> str:
    plain = [
        ["t", v.isoformat()] if isinstance(v, datetime)
        else ["d", v.isoformat()] if isinstance(v, date)
        else ["u", str(v)] if isinstance(v, UUID)
        else ["v", v]
        for v in values
    ]  # fmt: skip
    raw = json.dumps([direction, plain], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(cursor: str, width: int) -> tuple[str, list[Any]]:
    readers: dict[str, Callable[[Any], Any]] = {"t": parse_datetime, "d": parse_date, "u": UUID, "v": lambda v: v}
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        direction, plain = json.loads(raw)
        values = [readers[kind](value) for kind, value in plain]
        if direction not in ("n", "p") or len(values) != width or None in values:
            raise ValueError
        if any(isinstance(v, dict | list) or (isinstance(v, str) and "\0" in v) for v in values):
            raise ValueError
    except Exception:
        raise BadRequest("This page address is damaged.") from None
    return direction, values


def _beyond(keys: Sequence[str], values: Sequence[Any], forward: bool) -> Q:
    """Rows after (before) `values` in the order `keys` ("-name" descends)."""
    condition, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        name, descending = key.lstrip("-"), key.startswith("-")
        operator = "gt" if forward != descending else "lt"
        condition |= equal & Q(**{f"{name}__{operator}": value})
        equal &= Q(**{name: value})
    return condition


def _flip(keys: Sequence[str]) -> list[str]:
    return [key[1:] if key.startswith("-") else "-" + key for key in keys]


def _values(row: Any, keys: Sequence[str]) -> list[Any]:
    values = []
    for key in keys:
        value = row
        for part in key.lstrip("-").split("__"):
            value = value[part] if isinstance(value, dict) else getattr(value, part)
        values.append(value)
    return values


def _from(queryset: QuerySet, keys: Sequence[str], values: Sequence[Any], forward: bool) -> QuerySet:
    first = keys[0]
    bound = "gte" if forward != first.startswith("-") else "lte"
    # The redundant bound on the leading key lets the index start where the page does.
    nearest = {f"{first.lstrip('-')}__{bound}": values[0]}
    return queryset.filter(_beyond(keys, values, forward), **nearest)


def _rows(queryset: QuerySet, keys: Sequence[str], values: Sequence[Any] | None, forward: bool) -> QuerySet:
    ordered = queryset.order_by(*(keys if forward else _flip(keys)))
    if values is None:
        return ordered
    try:
        return _from(ordered, keys, values, forward)
    except (ValueError, TypeError, ValidationError):
        raise BadRequest("This page address is damaged.") from None


def rows_of_page(queryset: QuerySet, *, keys: Sequence[str], cursor: str = "", size: int = 20) -> QuerySet:
    """What `page` reads, for whoever would know whether it has changed."""
    direction, values = _decode(cursor, len(keys)) if cursor else ("n", None)
    return _rows(queryset, keys, values, direction == "n")[: size + 1]


def page(queryset: QuerySet, *, keys: Sequence[str], cursor: str = "", size: int = 20) -> Page:
    """One page of `queryset` ordered by `keys`, whose last key must be unique.

    `cursor` comes from an earlier page's `next` or `previous`; a damaged one is a BadRequest.
    Two-key orders of one direction become a row comparison the index answers directly.
    """
    direction, values = _decode(cursor, len(keys)) if cursor else ("n", None)
    forward = direction == "n"
    try:
        rows = list(_rows(queryset, keys, values, forward)[: size + 1])
    except (ValueError, TypeError, ValidationError, DataError):
        raise BadRequest("This page address is damaged.") from None
    more, rows = len(rows) > size, rows[:size]
    if not forward:
        rows.reverse()
    has_next = more if forward else values is not None
    has_previous = values is not None if forward else more
    return Page(
        rows=rows,
        next=_encode("n", _values(rows[-1], keys)) if rows and has_next else None,
        previous=_encode("p", _values(rows[0], keys)) if rows and has_previous else None,
    )
