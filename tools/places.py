"""Where things are, and hashes of what they are made from. Standard library only."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".kapok"
BOOT = HOME / "boot"
VENV = HOME / "venv"
NODE = HOME / "node"
PYTHON = VENV / "bin" / "python"


def var() -> Path:
    return Path(os.environ.get("KAPOK_VAR") or ROOT / "var").resolve()


def say(words: str) -> None:
    print(words, flush=True)


def files(*patterns: str) -> list[Path]:
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(found)


def digest(paths: Iterable[Path], *more: str) -> str:
    """One hash over names and contents, so that a stamp goes stale when any input changes."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(path.read_bytes())
    return total.hexdigest()


class Stamp:
    """Remembers for which inputs a step was last done."""

    def __init__(self, folder: Path, name: str, wanted: str) -> None:
        self.file, self.wanted = folder / name, wanted

    def is_fresh(self) -> bool:
        return self.file.is_file() and self.file.read_text() == self.wanted

    def set(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.wanted)
