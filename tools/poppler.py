"""`pdfsig`, the judge of our seals that we did not write: installed, else Debian's package."""

import shutil

from tools import chromium
from tools.places import say

NONE = "No pdfsig: install poppler's tools (Debian: apt install poppler-utils). The tests of the seal will fail."


def ensure() -> None:
    if shutil.which("pdfsig"):
        return
    if chromium.may_install():
        say("  No pdfsig here: trying Debian's poppler-utils …")
        chromium.attempt("apt-get", "update")
        chromium.attempt("apt-get", "install", "-y", "--no-install-recommends", "poppler-utils")
    if not shutil.which("pdfsig"):
        say(f"  {NONE}")
