"""Compile translation files: `python -m tools.messages FILE.po…`. No GNU gettext is needed."""

import os
import sys
from pathlib import Path

import polib


def compile_one(source: Path) -> None:
    """Write beside it under another name first: a running server never reads half a file."""
    fresh = source.with_suffix(f".{os.getpid()}.mo")
    polib.pofile(str(source)).save_as_mofile(str(fresh))
    fresh.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_one(Path(name))
