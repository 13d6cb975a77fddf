import signal
import time
from datetime import date
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from kapok.core.journal import readers
from kapok.core.journal.sequencing import ensure_partitions, place_pending

IDLE_SECONDS = 0.2


class Command(BaseCommand):
    help = "Place committed journal lines in order and let every reader follow. Runs until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="Stop when nothing is left to do.")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        chosen = list(readers.discover().values())
        month: date | None = None
        while not stop.is_set():
            today = timezone.localdate()
            if month != today.replace(day=1):
                ensure_partitions(today)
                month = today.replace(day=1)
            worked = self._round(chosen)
            if options["once"] and not worked:
                return
            if not worked:
                stop.wait(IDLE_SECONDS)

    def _round(self, chosen: list[readers.Reader]) -> int:
        try:
            return place_pending() + sum(readers.run(reader) for reader in chosen)
        except OperationalError as error:  # the database went away: it comes back, or the supervisor gives up
            self.stderr.write(f"database: {error}")
            close_old_connections()
            time.sleep(1)
            return 0
