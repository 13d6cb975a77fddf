"""The embedded server under rough handling: shared, killed, left behind, in a deep folder."""

import os
import signal
import subprocess
import sys

import psutil
import psycopg
import pytest

from tools.places import ROOT
from tools.postgres import CannotStart, Cluster, database

HOLD = """
import sys
from pathlib import Path
from tools.postgres import Cluster
with Cluster(Path(sys.argv[1]), durable=False).held():
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    made = Cluster(tmp_path_factory.mktemp("pg") / "data", durable=False)
    yield made
    made.end_leftovers()


def hold(cluster: Cluster) -> subprocess.Popen:
    """Another process that needs the server until its input closes."""
    command = [sys.executable, "-c", HOLD, str(cluster.data)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    other = subprocess.Popen(command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, text=True)
    while (line := other.stdout.readline()) and line != "up\n":
        pass
    return other


def answers(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.url("postgres")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_the_last_one_out_stops_it(cluster):
    other = hold(cluster)
    with cluster.held():
        pass
    assert answers(cluster)

    other.communicate()

    assert cluster.postmaster() is None


def test_a_killed_user_does_not_keep_it_running(cluster):
    other = hold(cluster)
    other.kill()
    other.wait()
    assert answers(cluster)

    with cluster.held():
        assert answers(cluster)

    assert cluster.postmaster() is None


def test_it_starts_after_its_own_kill(cluster):
    with cluster.held():
        os.kill(cluster.postmaster(), signal.SIGKILL)

    with cluster.held():
        assert answers(cluster)


def test_a_stale_note_with_the_number_of_a_living_process_does_not_stop_it(cluster):
    with cluster.held():
        note = (cluster.data / "postmaster.pid").read_text().split("\n")
    (cluster.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *note[1:]]))

    with cluster.held():
        assert answers(cluster)
    assert psutil.pid_exists(os.getpid())


def test_a_deep_folder_gets_a_short_socket(tmp_path):
    deep = Cluster(tmp_path / ("deep" * 30) / "pg", durable=False)

    assert len(str(deep.socket_folder)) < 80


def test_production_has_no_embedded_server(cluster, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("KAPOK_ENV", "production")

    with pytest.raises(CannotStart, match="set DATABASE_URL"), database(cluster):
        pass
