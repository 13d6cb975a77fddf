from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kapok.core.journal import readers


class Command(BaseCommand):
    help = "Forget what a journal reader wrote and let it read again from line one."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("reader")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["reader"]
        known = readers.discover()
        if name not in known:
            raise CommandError(f"No reader {name!r}; known: {', '.join(sorted(known))}.")
        readers.rebuild(name)
        self.stdout.write(f"{name} has read the journal again from line one.")
