"""The advisory lock of an activity: whoever holds it decides about its places, alone.

Kept until the transaction ends, so it goes with a process that dies. Always taken in one order, so
that two batches over many activities cannot wait for each other.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection


def _key(activity_id: UUID) -> int:
    """The random half of a UUIDv7 as a signed 64-bit number."""
    return int.from_bytes(activity_id.bytes[8:], signed=True)


def hold(activity_ids: Iterable[UUID]) -> None:
    """Wait for, and hold, these activities. What is read afterwards is what is true."""
    keys = sorted({_key(each) for each in activity_ids})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])
