"""`bin/manage`: manage.py with the database up for as long as the command runs."""

import os
import signal
import sys

from tools.places import ROOT
from tools.postgres import CannotStart, database, development
from tools.seal import ensure_demo_seal


def leave(number: int, frame: object) -> None:
    """A polite SIGTERM unwinds, so that the last one out stops the server."""
    sys.exit(128 + number)


def main() -> None:
    signal.signal(signal.SIGTERM, leave)
    sys.argv[0] = str(ROOT / "manage.py")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        ensure_demo_seal()
        with database(development()) as found:
            os.environ.update(found)
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except CannotStart as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
