"""The supervisor's tree: stopped together, mended when a part dies, ended after a crash."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tools import dev
from tools.places import ROOT

TREE = Path(__file__).with_name("tree.py")


def until(question, seconds=20):
    """Wait for an event; the limit is only for a supervisor that is broken."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)
    return answer


class Tree:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, str(TREE), str(folder)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)

    def part(self, name: str, other_than: list[int] | None = None) -> list[int]:
        """The process ids of a part and its child, once it has said them."""

        def told() -> list[int] | None:
            try:
                pids = [int(word) for word in (self.folder / name).read_text().split()]
            except OSError:
                return None
            return pids if pids != other_than else None

        return until(told)


@pytest.fixture
def start(tmp_path):
    started = []

    def one() -> Tree:
        started.append(Tree(tmp_path))
        return started[-1]

    yield one
    for tree in started:
        tree.process.terminate()
        tree.process.wait(timeout=30)


def gone(*pids: int) -> bool:
    return not any(psutil.pid_exists(pid) and not is_zombie(pid) for pid in pids)


def is_zombie(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_whole_tree(start, number):
    tree = start()
    pids = tree.part("one") + tree.part("two")

    tree.process.send_signal(number)

    assert tree.process.wait(timeout=30) == 0
    assert gone(*pids)


def test_a_killed_part_is_started_again_and_its_children_go_with_it(start):
    tree = start()
    first, other = tree.part("one"), tree.part("two")

    os.kill(first[0], signal.SIGKILL)

    assert tree.part("one", other_than=first)
    assert gone(*first)
    assert not gone(*other)


def test_after_kill_of_the_supervisor_the_next_start_works(start):
    tree = start()
    first = tree.part("one") + tree.part("two")

    tree.process.kill()
    tree.process.wait()
    again = start()

    assert again.part("one", other_than=first[:2])
    until(lambda: gone(*first))


def test_a_taken_port_is_named_and_the_next_one_used(capsys):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]

        chosen = dev.choose_port("127.0.0.1", taken)

    assert chosen > taken
    assert f"Port {taken} is taken; using {chosen}." in capsys.readouterr().out


def test_a_second_start_says_where_the_first_one_answers(tmp_path):
    state = tmp_path / "dev.json"
    with dev.only_one(state):
        state.write_text('{"address": "http://127.0.0.1:8000", "pid": 7}')
        with (
            pytest.raises(dev.AlreadyRunning, match=r"http://127\.0\.0\.1:8000"),
            dev.only_one(state),
        ):
            pass
