"""What holds where and when. Free when nothing changed: the versions are few and kept in memory,
and the database is asked at most once a second whether there are new ones."""

import threading
import time
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kapok.core.policies.rules import RULES, Rule
from kapok.core.policies.scopes import Scope, chain

CHECK_EVERY = 1.0  # seconds another process may still read the old value


@dataclass(frozen=True)
class Pinned:
    """A value and the version it came from, which a decision stores beside its outcome."""

    value: Any
    rule_id: str
    version: str


@dataclass(frozen=True)
class Dated:
    since: datetime
    value: Any
    version: str


Table = dict[tuple[str, Scope], list[Dated]]


class Versions:
    """All versions in memory. An action that adds one reads its own transaction until it ends."""

    def __init__(self) -> None:
        self._table: Table = {}
        self._epoch: tuple[Any, ...] | None = None
        self._checked = 0.0
        self._thread = threading.local()

    def table(self) -> Table:
        if self._mine():
            return self._own()
        now = time.monotonic()
        if self._epoch is None or now - self._checked > CHECK_EVERY:
            newest = epoch()
            if newest != self._epoch:
                self._table, self._epoch = load(), newest
            self._checked = now
        return self._table

    def forget(self) -> None:
        self._epoch = None

    def changed(self) -> None:
        """Called inside the transaction that adds a version."""
        self._thread.block = connection.atomic_blocks[0]
        self._thread.memory = None

    def _own(self) -> Table:
        """Read again whenever a savepoint was entered or left: it may have been rolled back."""
        savepoints = tuple(connection.savepoint_ids)
        memory = getattr(self._thread, "memory", None)
        if memory is None or memory[0] != savepoints:
            memory = self._thread.memory = (savepoints, load())
        return memory[1]

    def _mine(self) -> bool:
        """Whether this thread's open transaction added a version others may not see yet."""
        block = getattr(self._thread, "block", None)
        if block is None:
            return False
        if connection.atomic_blocks and connection.atomic_blocks[0] is block:
            return True
        self._thread.block = None
        self.forget()
        return False


def epoch() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id::text) FROM policies_ruleversion")
        return tuple(cursor.fetchone())


def load() -> Table:
    from kapok.core.policies.models import RuleVersion

    table: Table = {}
    for version in RuleVersion.objects.filter(rule__in=RULES).order_by("effective_from"):
        name = f"{RULES[version.rule].id}@{version.id}"
        table.setdefault((version.rule, version.scope), []).append(Dated(version.effective_from, version.value, name))
    return table


versions = Versions()


def get(key: str, *, region: str | None = None, organization: UUID | None = None, at: datetime) -> Pinned:
    """The value of a rule for a place or an organisation at a moment, with the version to pin."""
    return resolve(RULES[key], chain(region, organization), at)


def value(key: str, *, region: str | None = None, organization: UUID | None = None, at: datetime) -> Any:
    return get(key, region=region, organization=organization, at=at).value


def pin(
    keys: Iterable[str],
    *,
    region: str | None = None,
    organization: UUID | None = None,
    at: datetime,
) -> dict[str, str]:
    """The versions of several rules that a decision stores: {key: version}."""
    scopes = chain(region, organization)
    return {key: resolve(RULES[key], scopes, at).version for key in keys}


def resolve(rule: Rule, scopes: Iterable[Scope], at: datetime) -> Pinned:
    """From the nation down: each narrower scope decides, unless it would loosen what is law."""
    table = versions.table()
    found = Pinned(rule.default, rule.id, f"{rule.id}@default")
    for scope in scopes:
        dated = in_force(table.get((rule.key, scope), ()), at)
        if dated and (scope.type == "nation" or not loosens(rule, dated.value, found.value)):
            found = Pinned(dated.value, rule.id, dated.version)
    return found


def loosens(rule: Rule, narrow: Any, wide: Any) -> bool:
    return bool(rule.strictest(wide, narrow) != narrow)


def in_force(dated: Any, at: datetime) -> Dated | None:
    index = bisect_right(dated, at, key=lambda one: one.since) if dated else 0
    return dated[index - 1] if index else None
