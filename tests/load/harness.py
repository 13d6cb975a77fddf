"""What the benches share: a fresh durable server, people signed in, load, paired measurement."""

import base64
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil

from tools import dev
from tools.places import ROOT
from tools.postgres import Cluster, owner, programs

CSRF = "k" * 32


@dataclass
class Site:
    """A running Kapok on loopback; Django in this process talks to the same database."""

    host: str
    port: int
    cluster: Cluster
    web: psutil.Process

    def load(
        self,
        requests: Iterable[bytes],
        *,
        connections: int = 64,
        seconds: float | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> dict:
        """Send each request once, or round and round for some seconds, and count the answers."""
        plan = {
            "host": self.host,
            "port": self.port,
            "connections": connections,
            "requests": [base64.b64encode(request).decode() for request in requests],
            "labels": dict(labels or {}),
            "seconds": seconds,
        }
        command = [sys.executable, "-m", "tests.load.generator"]
        done = subprocess.run(command, cwd=ROOT, input=json.dumps(plan), stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)

    def request(
        self,
        path: str,
        *,
        session: str = "",
        form: Mapping[str, object] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """One raw request; with `form` or `body` a POST that carries its CSRF token."""
        if form is not None:
            body = urlencode({key: str(value) for key, value in form.items()}).encode()
        lines = {
            "Host": f"{self.host}:{self.port}",
            "Cookie": f"csrftoken={CSRF}; sessionid={session}",
        }
        if body is not None:
            lines["Content-Length"] = str(len(body))
            lines["Content-Type"] = "application/x-www-form-urlencoded"
            lines["X-CSRFToken"] = CSRF
        lines |= headers or {}
        method = "GET" if body is None else "POST"
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + (body or b"")

    def memory(self) -> float:
        """The largest web worker, in MB."""
        workers = [self.web, *self.web.children(recursive=True)]
        return max(worker.memory_info().rss for worker in workers) / 1e6

    def pgbench(self, script: str, *, clients: int = 64, seconds: int = 5) -> float:
        """Bare PostgreSQL: transactions a second of this script on the same server."""
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write(script)
            file.flush()
            Path(file.name).chmod(0o644)
            options = ["-n", "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", file.name]
            command = [str(programs() / "pgbench"), "-M", "prepared", *options]
            done = subprocess.run(
                [*command, "-h", str(self.cluster.socket_folder), "-U", "postgres", "kapok"],
                cwd="/", capture_output=True, text=True, check=True, **owner(),
            )  # fmt: skip
        (line,) = [line for line in done.stdout.splitlines() if line.startswith("tps")]
        return float(line.split()[2])


@contextmanager
def site(**variables: str) -> Iterator[Site]:
    """A fresh, durable, temporary server with the real settings and these variables."""
    with tempfile.TemporaryDirectory(prefix="kapok-bench-") as folder:
        cluster = Cluster(Path(folder) / "pg")
        with cluster.held():
            cluster.ensure_database()
            port = free_port()
            os.environ |= {
                "DATABASE_URL": cluster.url(),
                "DJANGO_SETTINGS_MODULE": "tests.load.settings",
                "KAPOK_VAR": folder,
                "KAPOK_SITE_URL": f"http://127.0.0.1:{port}",
                "KAPOK_LOG_LEVEL": "ERROR",
                **variables,
            }
            for step in ("migrate", "cache", "static"):
                command = [sys.executable, "-m", "tools.prepare", step]
                subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
            with web("127.0.0.1", port) as process:
                set_up_django()
                yield Site("127.0.0.1", port, cluster, process)


def free_port() -> int:
    """One the system hands out: two benches may run at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def web(host: str, port: int) -> Iterator[psutil.Process]:
    server = subprocess.Popen(dev.web(host, port), cwd=ROOT, stdout=sys.stderr)
    try:
        deadline = time.monotonic() + 60
        while not dev.answers(host, port, "/bare/constant"):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the web server does not answer; see above")
            time.sleep(0.1)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def set_up_django() -> None:
    """No pool here: what a bench writes beside the server takes none of its connections."""
    os.environ["KAPOK_DB_POOL"] = "0"
    import django

    django.setup()


def sessions(users: Iterable) -> list[str]:
    """Sign these people in: one session key each, written in one go."""
    from importlib import import_module

    from django.conf import settings

    from kapok.core.access import middleware as second_factor

    store_class = import_module(settings.SESSION_ENGINE).SessionStore
    judged = [second_factor.NOT_NEEDED, int(time.time()) + 3600]  # as any request after the first finds it
    rows = []
    for user in users:
        store = store_class(session_key=secrets.token_hex(16))
        data = {
            "_auth_user_id": str(user.pk),
            "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
            "_auth_user_hash": user.get_session_auth_hash(),
            second_factor.MARK: judged,
        }
        rows.append(store.create_model_instance(data))
    store_class.get_model_class().objects.bulk_create(rows, batch_size=2000)
    return [row.session_key for row in rows]


def paired(ours: Callable[[], float], limit: Callable[[], float], *, pairs: int = 3) -> list[tuple[float, float]]:
    """A B A B A B: each of ours beside a limit measured within the same minute."""
    return [(ours(), limit()) for _ in range(pairs)]


def figure(name: str, unit: str, pairs: list[tuple[float, float]], **more: object) -> dict:
    """One line of the report: medians, the ratio of the pairs and its range."""
    ratios = [value / limit for value, limit in pairs]
    return {
        "name": name,
        "value": round(statistics.median(value for value, _ in pairs), 4),
        "unit": unit,
        "limit": round(statistics.median(limit for _, limit in pairs), 4),
        "ratio": round(statistics.median(ratios), 3),
        "ratio_range": [round(min(ratios), 3), round(max(ratios), 3)],
        **more,
    }
