"""The numbers check-in goes by: BR-41 from the policies, the rest how this room works."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kapok.core import policies

OPENS_BEFORE = timedelta(minutes=30)
OUT_GRACE = timedelta(minutes=30)
CLOCK_DRIFT = timedelta(minutes=1)
LATEST_SYNC = timedelta(hours=24)
LONGEST_STRETCH = timedelta(hours=24)


@dataclass(frozen=True)
class Limits:
    pairs_a_day: int
    pins: tuple[str, ...]


def limits(*, region: str, at: datetime) -> Limits:
    pairs = policies.get("pairs_per_day", region=region, at=at)
    return Limits(pairs_a_day=pairs.value, pins=(pairs.version,))
