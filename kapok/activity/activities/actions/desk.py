"""The sign-up desk of a process: people who ask while a decision is being made are decided together
by the next one.

On one hot row each request would otherwise wait for the commit before it. Here a thread that finds
the desk free serves everybody waiting, in one transaction and one commit; the others wake up
decided. Between processes the activities' advisory locks do the same (docs/decisions/0005).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from uuid import UUID

from django.db import OperationalError, connection

from kapok.activity.activities.models import SignUp
from kapok.core.common.refusals import Conflict

LARGEST_BATCH = 200
ATTEMPTS = 4


@dataclass(frozen=True)
class Wish:
    """`volunteer_id` would like `position_id`; `by_id` is the user who asks. Without a volunteer
    the user asks for themself, and the batch finds out who that is."""

    activity_id: UUID
    position_id: UUID
    volunteer_id: UUID | None
    by_id: UUID | None
    at: datetime


Outcome = SignUp | Exception
Decide = Callable[[Sequence[Wish]], Sequence[Outcome]]


@dataclass
class Ticket:
    wish: Wish
    outcome: Outcome | None = None

    def result(self) -> SignUp:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        assert self.outcome is not None
        return self.outcome


@dataclass
class Desk:
    decide: Decide
    waiting: list[Ticket] = field(default_factory=list)
    door: Lock = field(default_factory=Lock)  # guards `waiting`
    counter: Lock = field(default_factory=Lock)  # held by whoever serves

    def ask(self, wish: Wish) -> SignUp:
        ticket = Ticket(wish)
        if connection.in_atomic_block:  # part of a larger action: it shares that transaction
            self._serve([ticket])
            return ticket.result()
        with self.door:
            self.waiting.append(ticket)
        _lend_connection()
        with self.counter:
            while ticket.outcome is None:
                self._serve(self._next())
        return ticket.result()

    def _next(self) -> list[Ticket]:
        with self.door:
            batch, self.waiting = self.waiting[:LARGEST_BATCH], self.waiting[LARGEST_BATCH:]
        return batch

    def _serve(self, batch: list[Ticket]) -> None:
        try:
            outcomes = self._decided([ticket.wish for ticket in batch])
        except Exception as error:
            if len(batch) == 1:
                batch[0].outcome = error
                return
            for ticket in batch:  # one person's trouble is not everybody's
                self._serve([ticket])
            return
        for ticket, outcome in zip(batch, outcomes, strict=True):
            ticket.outcome = outcome

    def _decided(self, wishes: list[Wish]) -> Sequence[Outcome]:
        """Two batches may wait for each other's clash check; the one PostgreSQL ends asks again."""
        for _attempt in range(ATTEMPTS):
            try:
                return self.decide(wishes)
            except OperationalError:
                if connection.in_atomic_block:
                    raise
        raise Conflict


def _lend_connection() -> None:
    """While this thread waits at the desk, another may use its pooled connection."""
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close()
