"""The Django steps before a start, in one process: `python -m tools.prepare migrate demo…`."""

import os
import sys

from tools.places import say

STEPS = {
    "migrate": ("Migrating the database", ["migrate", "--verbosity=0", "--skip-checks"]),
    "cache": ("Making the cache table", ["createcachetable"]),
    "static": ("Collecting static files", ["collectstatic", "--noinput", "--verbosity=0"]),
    "demo": ("Loading the demo province", ["demo"]),
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command, get_commands

    django.setup()
    known = get_commands()
    for step in sys.argv[1:]:
        words, command = STEPS[step]
        if command[0] in known:
            say(f"  {words} …")
            call_command(*command)


if __name__ == "__main__":
    main()
