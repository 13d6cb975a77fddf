"""`bin/dev`: the demo province on this machine, from an empty folder to an address to open."""

import fcntl
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.manage import leave
from tools.places import PYTHON, ROOT, Stamp, digest, files, say, var
from tools.postgres import CannotStart, Cluster, database, development
from tools.seal import ensure_demo_seal
from tools.supervisor import Part, Supervisor, end_leftovers

MIGRATIONS = ("kapok/**/migrations/*.py", "kapok/**/migrations/*.sql", "requirements/dev.txt")
STATIC = ("kapok/**/static/**/*", "requirements/dev.txt")
DEMO = "kapok/testing/management/commands/demo.py"
PORTS_TRIED = 20


class AlreadyRunning(Exception):
    """Another bin/dev uses this folder; the words say where it answers."""


@contextmanager
def only_one(state: Path) -> Iterator[None]:
    state.parent.mkdir(parents=True, exist_ok=True)
    with state.with_suffix(".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with suppress(OSError, ValueError):
                told = json.loads(state.read_text())
                raise AlreadyRunning(f"Kapok is running already: {told['address']} (process {told['pid']})") from None
            raise AlreadyRunning("Kapok is starting already in another window.") from None
        state.unlink(missing_ok=True)
        try:
            yield
        finally:
            state.unlink(missing_ok=True)


def is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def choose_port(host: str, wanted: int) -> int:
    for port in range(wanted, wanted + PORTS_TRIED):
        if is_free(host, port):
            if port != wanted:
                say(f"  Port {wanted} is taken; using {port}.")
            return port
    raise CannotStart(f"Ports {wanted} to {wanted + PORTS_TRIED - 1} are all taken: set KAPOK_PORT.")


def due_steps(cluster: Cluster, env: dict[str, str]) -> dict[str, Stamp]:
    """What has changed since it was last done to this very database and folder."""
    embedded = "KAPOK_EMBEDDED" in env
    which = cluster.identity() if embedded else os.environ["DATABASE_URL"]
    schema, static = digest(files(*MIGRATIONS), which), digest(files(*STATIC))
    demo = digest(files(DEMO), which)
    wanted = {"migrate": schema, "cache": which, "static": static, "demo": demo}
    stamps = {step: Stamp(var() / "stamps", step, value) for step, value in wanted.items()}
    return {step: stamp for step, stamp in stamps.items() if not stamp.is_fresh()}


def prepare(cluster: Cluster, env: dict[str, str]) -> None:
    """What a power cut interrupts here is done again, so no commit waits for the disk."""
    env = {**env, "PGOPTIONS": "-c synchronous_commit=off"}
    for step, stamp in due_steps(cluster, env).items():
        command = [str(PYTHON), "-m", "tools.prepare", step]
        if subprocess.run(command, cwd=ROOT, env={**os.environ, **env}).returncode:
            raise CannotStart(f"The step “{step}” failed; see above.")
        stamp.set()


def web(host: str, port: int) -> list[str]:
    workers = os.environ.get("KAPOK_WEB_WORKERS") or str(min(os.cpu_count() or 1, 4))
    threads = os.environ.get("KAPOK_WEB_THREADS") or os.environ.get("KAPOK_DB_POOL") or "8"
    return [
        str(PYTHON.with_name("granian")),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", workers, "--blocking-threads", threads, "--respawn-failed-workers"),
        *("--log-level", "error", "--no-ws", "config.wsgi:application"),
    ]


def parts(host: str, port: int, env: dict[str, str]) -> list[Part]:
    manage = [str(PYTHON), "manage.py"]
    return [
        Part("web", web(host, port), env),
        Part("worker", [*manage, "procrastinate", "worker"], env),
        Part("sequencer", [*manage, "sequencer"], env),
    ]


def answers(host: str, port: int, path: str = "/") -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_and_tell(host: str, port: int, address: str, state: Path) -> None:
    began = time.monotonic()
    while not answers(host, port):
        if time.monotonic() - began > 60:
            say("The web server does not answer yet; what it says stands above.")
            return
        time.sleep(0.05)
    state.write_text(json.dumps({"address": address, "pid": os.getpid()}))
    lines = ["Kapok is running · 木棉已启动", "", address, "", "Ctrl-C stops it."]
    say(box(lines))


def box(lines: list[str]) -> str:
    def width(text: str) -> int:
        return sum(2 if character > "\u2e80" else 1 for character in text)

    inner = max(width(line) for line in lines) + 4
    body = [f"│  {line}{' ' * (inner - 2 - width(line))}│" for line in lines]
    return "\n".join(["", f"╭{'─' * inner}╮", *body, f"╰{'─' * inner}╯", ""])


def serve(cluster: Cluster, found: dict[str, str], state: Path) -> None:
    host = os.environ.get("KAPOK_BIND", "127.0.0.1")
    port = choose_port(host, int(os.environ.get("KAPOK_PORT", "8000")))
    address = os.environ.get("KAPOK_SITE_URL") or f"http://{host}:{port}"
    env = {**found, "KAPOK_DEMO": os.environ.get("KAPOK_DEMO", "1"), "KAPOK_SITE_URL": address}
    prepare(cluster, env)
    supervisor = Supervisor(parts(host, port, env), mark=str(var()))
    supervisor.run(lambda: wait_and_tell(host, port, address, state))
    say("Stopped.")


def main() -> None:
    signal.signal(signal.SIGTERM, leave)
    state, cluster = var() / "dev.json", development()
    say("Starting Kapok")
    try:
        with only_one(state):
            if count := end_leftovers(str(var())):
                say(f"  Ended {count} processes that an earlier start left behind.")
            ensure_demo_seal()
            with database(cluster) as found:
                serve(cluster, found, state)
    except (CannotStart, AlreadyRunning) as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
