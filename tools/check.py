"""`bin/check`: every check in turn, all of them even when one fails, and a list of what failed."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tools.places import PYTHON, ROOT, say

BIN = PYTHON.parent
CHECKS: dict[str, list[str | Path]] = {
    "lint": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "."],
    # The Django plugin reads the settings, which want a database by name and never call on it.
    "types": ["env", "DATABASE_URL=postgresql:///types", BIN / "mypy", "kapok", "config", "tools"],
    "templates": [BIN / "djlint", "kapok", "--lint", "--quiet"],
    "migrations": ["bin/manage", "makemigrations", "--check", "--dry-run"],
    "guards": ["bin/test", "tests/guards", "-q"],
}


def main() -> None:
    failed = []
    wanted = sys.argv[1:] or list(CHECKS)
    for name in wanted:
        say(f"── {name}")
        began = time.monotonic()
        done = subprocess.run([str(part) for part in CHECKS[name]], cwd=ROOT, env=os.environ)
        verdict = "FAILED" if done.returncode else "ok"
        say(f"   {name}: {verdict}, {time.monotonic() - began:.0f} s")
        if done.returncode:
            failed.append(name)
    if failed:
        sys.exit(f"bin/check failed: {', '.join(failed)}")
    say("bin/check: all well")


if __name__ == "__main__":
    main()
