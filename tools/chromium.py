"""A browser for the tests: an installed Chromium, else Playwright's own, else Debian's package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.places import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE = (
    "No browser: install Chromium (Debian: apt install chromium), or let Playwright download "
    "its own (.kapok/venv/bin/playwright install chromium)."
)


def installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def playwright_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def attempt(*command: str) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def download() -> str | None:
    say("  No Chromium here: asking Playwright for its own …")
    if attempt(sys.executable, "-m", "playwright", "install", "chromium"):
        return playwright_own()
    return None


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def from_debian() -> str | None:
    if not may_install():
        return None
    say("  Trying Debian's chromium …")
    attempt("apt-get", "update")
    attempt("apt-get", "install", "-y", "--no-install-recommends", "chromium")
    return installed()


def find() -> str | None:
    return installed() or playwright_own() or download() or from_debian()
