from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kapok.core.substations.models import Substation
from kapok.testing.demo.load import load


class Command(BaseCommand):
    help = "Load the demo province into an empty database. Does nothing where it already stands."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--volunteers", type=int, default=7_000)

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo province is refused in production.")
        if Substation.objects.exists():
            self.stdout.write("The demo province already stands.")
            return
        load(now=timezone.now(), say=self.stdout.write, volunteers=options["volunteers"])
