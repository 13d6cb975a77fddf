"""What a session is, as a scan needs it: read once and kept for a moment, because at nine o'clock hundreds of
people a second ask the same. A change by somebody else is seen within FRESH_SECONDS."""

import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kapok.activity.activities.models import ActivitySession

FRESH_SECONDS = 2.0
MOST = 2_000


@dataclass(frozen=True)
class Facts:
    session_id: UUID
    activity_id: UUID
    organization_id: UUID
    region: str
    state: str
    starts_at: datetime
    ends_at: datetime
    code_secret: bytes
    positions: tuple[UUID, ...]


_kept: dict[UUID, tuple[float, Facts]] = {}


def facts(session_id: UUID) -> Facts | None:
    found = _kept.get(session_id)
    if found and time.monotonic() - found[0] < FRESH_SECONDS:
        return found[1]
    read = _read(session_id)
    if read is not None:
        if len(_kept) >= MOST:
            forget()
        _kept[session_id] = (time.monotonic(), read)
    return read


def forget() -> None:
    """Read everything again: between tests, and when too much is kept."""
    _kept.clear()


def _read(session_id: UUID) -> Facts | None:
    session = (
        ActivitySession.objects.select_related("activity").prefetch_related("positions").filter(pk=session_id).first()
    )
    if session is None:
        return None
    activity = session.activity
    return Facts(
        session_id=session.pk,
        activity_id=activity.pk,
        organization_id=activity.organization_id,
        region=activity.region_id,
        state=activity.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        code_secret=bytes(session.code_secret),
        positions=tuple(position.pk for position in session.positions.all()),
    )
