"""The two statements a scan comes down to. Each does everything or nothing, in one round trip.

The volunteer's id is a literal in them, so the planner opens one partition of sixteen. What could not be
done is told by the counts that come back; being in two places at once is refused by the database.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kapok.activity.attendance.limits import OUT_GRACE
from kapok.activity.attendance.models import CheckInMode, Direction
from kapok.activity.attendance.queries import Place, midnight_after
from kapok.activity.attendance.refusals import AlreadyElsewhere
from kapok.core.common.ids import new_id

EVENT = """
event AS (
    INSERT INTO attendance_attendanceevent
        (volunteer_id, id, session_id, signup_id, direction, mode, at, received_at, nonce, entered_by_id, reason)
    SELECT %(volunteer)s, %(event)s, %(session)s, %(signup)s, %(direction)s, %(mode)s, %(at)s, %(received_at)s,
           %(nonce)s, %(entered_by)s, %(reason)s
    FROM allowed ON CONFLICT (volunteer_id, nonce) DO NOTHING RETURNING id
),
line AS (
    INSERT INTO journal_line
        (at, id, verb, by_id, about_type, about_id, person_id, organization_id, payload, policies)
    SELECT %(received_at)s, %(line)s, %(verb)s, %(by)s, 'activitysession', %(session)s, %(volunteer)s,
           %(organization)s, %(payload)s, %(policies)s::varchar[]
    FROM event
)"""

CHECK_IN = (
    """
WITH today AS (
    SELECT state, lower(present) AS since FROM attendance_attendance
    WHERE volunteer_id = %(volunteer)s AND activity_id = %(activity)s AND state <> 'annulled'
      AND lower(present) >= %(day)s AND lower(present) < %(day_after)s
),
seen AS (
    SELECT id FROM attendance_attendanceevent WHERE volunteer_id = %(volunteer)s AND nonce = %(nonce)s
),
allowed AS (
    SELECT 1 WHERE NOT EXISTS (SELECT FROM seen) AND NOT EXISTS (SELECT FROM today WHERE state = 'opened')
      AND NOT EXISTS (
        SELECT FROM attendance_attendance
        WHERE volunteer_id = %(volunteer)s AND session_id = %(session)s AND state = 'evaluated')
      AND (SELECT count(*) FROM today) < %(pairs)s
),
"""  # noqa: S608 (joined from our own constants)
    + EVENT
    + """,
pair AS (
    INSERT INTO attendance_attendance
        (volunteer_id, id, activity_id, session_id, signup_id, present, in_mode, out_mode, state, closed_reason)
    SELECT %(volunteer)s, %(pair)s, %(activity)s, %(session)s, %(signup)s, tstzrange(%(at)s, %(due)s), %(mode)s,
           '', 'opened', ''
    FROM event
)
SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM seen),
       (SELECT max(since) FROM today WHERE state = 'opened'), (SELECT count(*) FROM today)
"""
)

CHECK_OUT = (
    """
WITH seen AS (
    SELECT id FROM attendance_attendanceevent WHERE volunteer_id = %(volunteer)s AND nonce = %(nonce)s
),
opened AS (
    SELECT id, lower(present) AS since, upper(present) AS due FROM attendance_attendance
    WHERE volunteer_id = %(volunteer)s AND session_id = %(session)s AND state IN ('opened', 'dangling')
      AND closed_by_id IS NULL
    ORDER BY lower(present) DESC LIMIT 1 FOR UPDATE
),
allowed AS (
    SELECT id, since FROM opened
    WHERE NOT EXISTS (SELECT FROM seen) AND since < %(at)s AND %(at)s <= due + %(grace)s
),
"""  # noqa: S608 (joined from our own constants)
    + EVENT
    + """,
pair AS (
    UPDATE attendance_attendance SET present = tstzrange(allowed.since, %(at)s), out_mode = %(mode)s, state = 'closed'
    FROM allowed, event
    WHERE attendance_attendance.volunteer_id = %(volunteer)s AND attendance_attendance.id = allowed.id
)
SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM seen), (SELECT since FROM opened), (SELECT due FROM opened)
"""
)


@dataclass(frozen=True)
class Scan:
    """One event as it is to be written."""

    place: Place
    direction: Direction
    mode: CheckInMode
    at: datetime
    received_at: datetime
    nonce: UUID
    by: UUID | None
    reason: str = ""

    @property
    def by_another(self) -> bool:
        return self.by is not None and self.by != self.place.user_id

    def parameters(self, policies: list[str]) -> dict[str, Any]:
        place, midnight = self.place, midnight_after(self.at)
        return {
            "volunteer": place.volunteer_id,
            "session": place.session_id,
            "signup": place.signup_id,
            "activity": place.activity_id,
            "organization": place.organization_id,
            "direction": self.direction,
            "mode": self.mode,
            "at": self.at,
            "received_at": self.received_at,
            "nonce": self.nonce,
            "by": self.by,
            "entered_by": self.by if self.by_another else None,
            "reason": self.reason,
            "event": new_id(),
            "pair": new_id(),
            "line": new_id(),
            "verb": "attendance.checked_in" if self.direction == Direction.IN else "attendance.checked_out",
            "payload": json.dumps(self.told()),
            "policies": policies,
            "due": place.due_out(self.at),
            "day": midnight - timedelta(days=1),
            "day_after": midnight,
            "grace": OUT_GRACE,
        }

    def told(self) -> dict[str, str]:
        """What the journal keeps of it: how and when, and nothing of where the person was."""
        at = self.at.astimezone(timezone.get_fixed_timezone(0)).isoformat()
        return {"activity": str(self.place.activity_id), "mode": str(self.mode), "at": at}


def run(statement: str, parameters: dict[str, Any]) -> tuple:
    with one_place_at_a_time(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()


@contextmanager
def one_place_at_a_time() -> Iterator[None]:
    """Turn the exclusion constraint's no into ours. One statement is a transaction by itself; inside a
    larger one a savepoint keeps the rest usable."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            yield
    except IntegrityError as error:
        if "attendance_one_place_at_a_time" in str(error):
            raise AlreadyElsewhere from None
        raise
