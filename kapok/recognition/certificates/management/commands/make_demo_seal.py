from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kapok.recognition.certificates import sealing


class Command(BaseCommand):
    help = "Make the demonstration seal at KAPOK_SEAL_FILE, unless one is there. Never in production."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "A demonstration seal has no legal force, so production makes none: name "
                "the PKCS#12 file of a licensed authority in KAPOK_SEAL_FILE."
            )
        path = Path(settings.SEAL_FILE)
        made = sealing.ensure_demo_seal(path)
        self.stdout.write(f"{'Made' if made else 'There is already'} a seal at {path}.")
