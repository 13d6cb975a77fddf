from datetime import date

from django.db import connection, transaction

SEQUENCER_LOCK = 0x6B61706F6B01  # "kapok", 1
BATCH = 5_000

PLACE = """
WITH taken AS (
    DELETE FROM journal_pending
    WHERE line_id IN (SELECT line_id FROM journal_pending ORDER BY line_id LIMIT %s)
    RETURNING line_id, line_at
)
INSERT INTO journal_position (seq, line_id, line_at)
SELECT coalesce((SELECT max(seq) FROM journal_position), 0) + row_number() OVER (ORDER BY line_id),
       line_id, line_at
FROM taken
"""


def place_pending(limit: int = BATCH) -> int:
    """Give the next gapless `seq` to committed lines, oldest first; how many were placed.

    One sequencer at a time: whoever holds the advisory lock. The lock goes with the transaction, so a
    sequencer that dies at any point has either placed the batch or not begun.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(PLACE, [limit])
        return cursor.rowcount


def ensure_partitions(today: date, *, months_ahead: int = 3) -> None:
    """Make the monthly partitions of the journal up to `months_ahead`; a default partition catches the rest."""
    with connection.cursor() as cursor:
        for ahead in range(months_ahead + 1):
            cursor.execute(
                "SELECT journal_ensure_month((%s::date + make_interval(months => %s))::date)", [today, ahead]
            )
