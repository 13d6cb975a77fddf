"""`bin/test`: the test server, a migrated template database, a browser, then pytest."""

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import psutil
import psycopg

from tools import chromium, poppler
from tools.places import PYTHON, ROOT, digest, files, say
from tools.postgres import CannotStart, Cluster, testing
from tools.seal import ensure_demo_seal

TEMPLATE = "kapok_template"
SCHEMA = (
    "kapok/**/migrations/*.py",
    "kapok/**/migrations/*.sql",
    "config/settings.py",
    "requirements/dev.txt",
)


def names(connection: psycopg.Connection, prefix: str) -> list[str]:
    found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    return [name for (name,) in found]


def drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def sweep(connection: psycopg.Connection) -> None:
    """Databases of runs that were killed are named after a process that is gone."""
    for name in names(connection, "test_kapok_"):
        if not psutil.pid_exists(int(name.split("_")[2])):
            drop(connection, name)


def environment(url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": url,
        "KAPOK_ENV": "test",
        "KAPOK_DB_POOL": "0",
        "KAPOK_TEST_DATABASE": f"test_kapok_{os.getpid()}",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }


def ensure_template(server: str, connection: psycopg.Connection) -> str:
    """A database migrated once; each worker clones it. Named after the migrations it came from."""
    name = f"{TEMPLATE}_{digest(files(*SCHEMA))[:12]}"
    connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
    try:
        if name in names(connection, TEMPLATE):
            return name
        say("  Migrating the template database …")
        making = f"{name}_making"
        drop(connection, making)
        connection.execute(f'CREATE DATABASE "{making}"')
        command = [str(PYTHON), "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
        url = urlsplit(server)._replace(path=f"/{making}").geturl()
        subprocess.run(command, cwd=ROOT, env=environment(url), check=True)
        for old in names(connection, TEMPLATE):
            if old != making:
                drop(connection, old)
        connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    finally:
        connection.execute("SELECT pg_advisory_unlock(hashtext(%s))", [TEMPLATE])
    return name


def template_or_none(server: str, connection: psycopg.Connection) -> str:
    """Broken migrations fail the tests that need a database, and leave the others to run."""
    try:
        return ensure_template(server, connection)
    except subprocess.CalledProcessError:
        say("  The migrations do not apply to an empty database; see above.")
        return ""


def wants_all(arguments: list[str]) -> bool:
    """Any path or `-k` names a part; a part is quicker without the workers' start."""
    return not any(not word.startswith("-") for word in arguments)


def pytest(server: str, arguments: list[str]) -> int:
    with psycopg.connect(server, autocommit=True) as connection:
        sweep(connection)
        template = template_or_none(server, connection)
    env = environment(server) | {"KAPOK_TEST_TEMPLATE": template}
    poppler.ensure()
    env["KAPOK_CHROMIUM"] = chromium.find() or ""
    parallel = [f"-n{min(os.cpu_count() or 1, 8)}"] if wants_all(arguments) else []
    command = [str(PYTHON), "-m", "pytest", *parallel, *arguments]
    running = subprocess.Popen(command, cwd=ROOT, env=env)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: running.send_signal(number))
    return running.wait()


def with_server(cluster: Cluster, arguments: list[str]) -> int:
    given = os.environ.get("DATABASE_URL")
    if given:
        return pytest(given, arguments)
    with cluster.held():
        return pytest(cluster.url("postgres"), arguments)


def main() -> None:
    try:
        ensure_demo_seal()
        sys.exit(with_server(testing(), sys.argv[1:]))
    except CannotStart as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
