"""Sub-stations are few and read on every request: one small snapshot, refreshed every few seconds."""

import time
from dataclasses import dataclass, field
from threading import Lock

from kapok.core.substations.models import Substation

FRESH_SECONDS = 5.0


@dataclass
class _Snapshot:
    read_at: float = 0.0
    by_slug: dict[str, Substation] = field(default_factory=dict)
    by_domain: dict[str, Substation] = field(default_factory=dict)


_snapshot = _Snapshot()
_lock = Lock()


def _current() -> _Snapshot:
    global _snapshot
    if time.monotonic() - _snapshot.read_at > FRESH_SECONDS:
        with _lock:
            stations = list(Substation.objects.filter(closed_at__isnull=True).select_related("region"))
            _snapshot = _Snapshot(
                read_at=time.monotonic(),
                by_slug={station.slug: station for station in stations},
                by_domain={station.domain: station for station in stations if station.domain},
            )
    return _snapshot


def forget() -> None:
    """Read again at the next request: after a write, and between tests."""
    global _snapshot
    _snapshot = _Snapshot()


def by_slug(slug: str) -> Substation | None:
    return _current().by_slug.get(slug)


def by_domain(host: str) -> Substation | None:
    return _current().by_domain.get(host)


def has_domains() -> bool:
    return bool(_current().by_domain)


def listed() -> list[Substation]:
    return sorted(_current().by_slug.values(), key=lambda station: (station.kind, station.region_id))
