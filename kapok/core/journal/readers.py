"""Readers follow `seq` after commit. What a reader writes and its cursor move in one transaction, so
kill -9 at any moment neither loses nor doubles a line in effect; `rebuild` starts again from line one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from kapok.core.journal.models import Cursor, Line, Position

log = structlog.get_logger(__name__)
registry: dict[str, "Reader"] = {}


@dataclass(frozen=True)
class Placed:
    """A line with its place."""

    seq: int
    line: Line


class Reader:
    """Subclass, set `name` and `verbs` (None: all), write `handle`; put it in the room's `readers.py`
    under `@register`. `handle` runs inside a transaction and must not commit by itself."""

    name: ClassVar[str]
    verbs: ClassVar[frozenset[str] | None] = None
    batch: ClassVar[int] = 500

    def handle(self, placed: Sequence[Placed]) -> None:
        raise NotImplementedError

    def reset(self) -> None:
        """Delete what earlier runs wrote; called by `rebuild` in the same transaction."""
        raise NotImplementedError


def register(reader: type[Reader]) -> type[Reader]:
    registry[reader.name] = reader()
    return reader


def discover() -> dict[str, Reader]:
    autodiscover_modules("readers")
    return registry


def read_once(reader: Reader) -> int:
    """Let `reader` handle its next batch; how many places it moved. Two workers never run one reader together."""
    with transaction.atomic():
        Cursor.objects.get_or_create(reader=reader.name)
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=reader.name).first()
        if cursor is None:
            return 0
        places = list(Position.objects.filter(seq__gt=cursor.seq).order_by("seq")[: reader.batch])
        if not places:
            return 0
        reader_lines = _lines(places, reader.verbs)
        if reader_lines:
            reader.handle(reader_lines)
        cursor.seq, cursor.moved_at, cursor.error = places[-1].seq, timezone.now(), ""
        cursor.save(update_fields=["seq", "moved_at", "error"])
        return len(places)


def _lines(places: Sequence[Position], verbs: frozenset[str] | None) -> list[Placed]:
    moments = [place.line_at for place in places]
    lines = Line.objects.filter(at__range=(min(moments), max(moments)), id__in=[p.line_id for p in places])
    if verbs is not None:
        lines = lines.filter(verb__in=verbs)
    found = {line.id: line for line in lines}
    return [Placed(p.seq, found[p.line_id]) for p in places if p.line_id in found]


def run(reader: Reader) -> int:
    """`read_once`, with a failure kept on the cursor instead of stopping the other readers."""
    try:
        return read_once(reader)
    except Exception as error:
        log.exception("reader failed", reader=reader.name)
        failure = {"error": repr(error)[:2000], "failed_at": timezone.now()}
        Cursor.objects.update_or_create(reader=reader.name, defaults=failure)
        return 0


def catch_up(*names: str) -> None:
    """Run the named readers (all by default) until nothing is left: for tests, the demo and rebuilds."""
    readers = discover()
    chosen = [readers[name] for name in names] if names else list(readers.values())
    while sum([read_once(reader) for reader in chosen]):
        pass


def rebuild(name: str) -> None:
    """Forget what the reader wrote and read again from line one."""
    reader = discover()[name]
    with transaction.atomic():
        Cursor.objects.select_for_update().filter(reader=name).update(seq=0)
        reader.reset()
    catch_up(name)
