"""What lets every process of a machine keep a session in memory for a moment and still see a
sign-out at once.

A small file is mapped by all of them: a slot for each session and person (by hash) holds when
it last changed. Whoever changes one writes its slot after commit; a remembered session that is
older than its slots is read again. Processes on another machine see a change when the moment
(settings.SESSION_MEMORY_SECONDS) is over.
"""

import mmap
import time
from functools import cache, partial
from zlib import crc32

from django.conf import settings
from django.db import transaction

SLOTS = 1 << 16
WIDTH = 8


@cache
def _shared() -> mmap.mmap:
    path = settings.VAR / "session-versions"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        file.truncate(SLOTS * WIDTH)
        return mmap.mmap(file.fileno(), SLOTS * WIDTH)


def of(name: str) -> int:
    """When it last changed, in nanoseconds of the machine's clock; 0: not that anybody knows."""
    place = crc32(name.encode()) % SLOTS * WIDTH
    return int.from_bytes(_shared()[place : place + WIDTH], "little")


def _write(name: str) -> None:
    place = crc32(name.encode()) % SLOTS * WIDTH
    _shared()[place : place + WIDTH] = time.time_ns().to_bytes(WIDTH, "little")


def changed(name: str) -> None:
    """Once the change is committed, and not before: an earlier reader would remember the old
    row.
    """
    transaction.on_commit(partial(_write, name))
