"""From `bin/dev` (installed, demo loaded) to the first page, against an empty Django project."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.load import harness
from tools import dev
from tools.places import PYTHON, ROOT

PATIENCE = 300.0


def run() -> Iterator[dict]:
    # Started from a fresh environment: the runner's own names another database.
    with tempfile.TemporaryDirectory(prefix="kapok-cold-") as folder:
        time_kapok(folder)  # loads the demo
        empty = make_empty(Path(folder))
        pairs = harness.paired(lambda: time_kapok(folder), lambda: time_empty(empty))
        yield harness.figure("cold_start", "s", pairs)


def time_kapok(folder: str) -> float:
    port = harness.free_port()
    env = {**os.environ, "KAPOK_VAR": folder, "KAPOK_PORT": str(port)}
    env.pop("DATABASE_URL", None)
    with timed([str(ROOT / "bin" / "dev")], env, port, ROOT) as seconds:
        return seconds


def time_empty(project: Path) -> float:
    port = harness.free_port()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "empty.settings"}
    command = [part.replace("config.wsgi", "empty.wsgi") for part in dev.web("127.0.0.1", port)]
    with timed(command, env, port, project) as seconds:
        return seconds


@contextmanager
def timed(command: list[str], env: dict[str, str], port: int, folder: Path) -> Iterator[float]:
    began = time.monotonic()
    started = subprocess.Popen(command, cwd=folder, env=env, stdout=sys.stderr)
    try:
        while not dev.answers("127.0.0.1", port):
            if started.poll() is not None or time.monotonic() - began > PATIENCE:
                raise RuntimeError(f"{command[0]} does not answer; see above")
            time.sleep(0.02)
        yield time.monotonic() - began
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(timeout=60)


def make_empty(folder: Path) -> Path:
    project = folder / "empty"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    command = [str(PYTHON.with_name("django-admin")), "startproject", "empty", str(project)]
    subprocess.run(command, check=True)
    return project
