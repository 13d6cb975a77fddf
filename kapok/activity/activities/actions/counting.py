"""How many places are taken: on the position and, for lists, on the activity. Kept in the
same transaction as the sign-ups they count, by whoever holds the activity's lock."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

COUNT = """
WITH change AS (SELECT * FROM unnest(%s::uuid[], %s::int[]) AS n (id, number)),
     moved AS (
         UPDATE activities_position p SET confirmed = p.confirmed + change.number
         FROM change WHERE p.id = change.id
         RETURNING p.activity_id, change.number)
UPDATE activities_activity a SET taken = a.taken + total.number
FROM (SELECT activity_id, sum(number) AS number FROM moved GROUP BY activity_id) AS total
WHERE a.id = total.activity_id
"""


def count(position_ids: Iterable[UUID], *, each: int = 1) -> None:
    """One more (with `each=-1` one fewer) confirmed, as often as a position is named."""
    numbers = Counter(position_ids)
    if not numbers:
        return
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [list(numbers), [number * each for number in numbers.values()]])
