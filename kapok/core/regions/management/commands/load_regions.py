from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kapok.core.regions import actions


class Command(BaseCommand):
    help = "Load an edition of China's divisions and the population figures. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=actions.DIVISIONS)
        parser.add_argument("--edition", type=date.fromisoformat, default=actions.EDITION)
        parser.add_argument("--origin", default=actions.ORIGIN)

    def handle(self, *args: Any, **options: Any) -> None:
        source = actions.load_divisions(
            options["file"],
            at=timezone.now(),
            edition=options["edition"],
            origin=options["origin"],
        )
        figures = actions.load_population()
        self.stdout.write(f"{source}: {source.rows} divisions, {figures} population figures")
