"""A volunteer's totals, changed in the transaction that changes what counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from kapok.activity.records.models import RecordClass, ServiceRecord

ADD = """
INSERT INTO records_volunteertotals AS t (volunteer_id, credit_minutes, honour_minutes, records, last_served_on)
SELECT volunteer_id, sum(credit), sum(honour), sum(records), max(last_served_on)
FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::int[], %s::date[])
     AS change (volunteer_id, credit, honour, records, last_served_on)
GROUP BY volunteer_id ORDER BY volunteer_id
ON CONFLICT (volunteer_id) DO UPDATE SET
    credit_minutes = t.credit_minutes + excluded.credit_minutes,
    honour_minutes = t.honour_minutes + excluded.honour_minutes,
    records = t.records + excluded.records,
    last_served_on = greatest(t.last_served_on, excluded.last_served_on)
"""
CORRECT = """
UPDATE records_volunteertotals SET
    credit_minutes = credit_minutes + %s, honour_minutes = honour_minutes + %s, records = records + %s
WHERE volunteer_id = %s
"""


class Change(NamedTuple):
    volunteer_id: UUID
    record_class: str
    minutes: int
    records: int
    served_on: date

    @property
    def credit(self) -> int:
        return self.minutes if self.record_class == RecordClass.CREDIT else 0

    @property
    def honour(self) -> int:
        return self.minutes if self.record_class == RecordClass.HONOUR else 0


def add(changes: Iterable[Change]) -> None:
    """Add what became effective. In the order of the ids, so that two settlements never wait for each other."""
    rows = list(changes)
    columns: list[Any] = [
        [row.volunteer_id for row in rows],
        [row.credit for row in rows],
        [row.honour for row in rows],
        [row.records for row in rows],
        [row.served_on for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(ADD, columns)


def correct(change: Change) -> None:
    """Change what counted before: by fewer minutes, or one record less."""
    with connection.cursor() as cursor:
        cursor.execute(CORRECT, [change.credit, change.honour, change.records, change.volunteer_id])


def of(record: ServiceRecord, *, times: int = 1) -> Change:
    """What a record adds to its volunteer's totals; `times=-1` takes it back."""
    return Change(
        volunteer_id=record.volunteer_id,
        record_class=record.record_class,
        minutes=record.service_minutes * times,
        records=times,
        served_on=record.service_day,
    )
