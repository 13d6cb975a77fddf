"""One supervisor for the parts of a running Kapok: restarts what dies, stops everything together.

Each part leads a process group of its own, carries the mark KAPOK_TREE in its environment and, on
Linux, is told to end when the supervisor dies. So nothing outlives a stop, a crash or `kill -9`:
a dead part takes its whole group with it, and the next start ends whatever still carries the mark.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tools.places import ROOT, say

MARK = "KAPOK_TREE"
CHILD = str(Path(__file__).with_name("child.py"))
FIRST_PAUSE, LONGEST_PAUSE, STEADY = 0.5, 30.0, 20.0
PATIENCE = 10.0


@dataclass
class Part:
    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = 0.0


def end_leftovers(mark: str) -> int:
    """End what an earlier supervisor of this mark left behind; how many there were."""
    left = [process for process in psutil.process_iter() if carries(process, mark)]
    for process in left:
        with suppress(psutil.Error):
            process.terminate()
    _, stubborn = psutil.wait_procs(left, timeout=5)
    for process in stubborn:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(stubborn, timeout=5)
    return len(left)


def carries(process: psutil.Process, mark: str) -> bool:
    with suppress(psutil.Error, OSError):
        return process.pid != os.getpid() and process.environ().get(MARK) == mark
    return False


class Supervisor:
    def __init__(self, parts: Sequence[Part], *, mark: str, tell: Callable[[str], None] = say) -> None:
        self.parts, self.mark, self.tell = parts, mark, tell
        self.stopping = threading.Event()

    def run(self, when_started: Callable[[], None] = lambda: None) -> None:
        """Until somebody asks to stop. `when_started` runs beside the parts, once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        threading.Thread(target=when_started, daemon=True).start()
        try:
            while not self.stopping.is_set():
                for part in self.parts:
                    self.look_after(part)
                self.stopping.wait(0.2)
        finally:
            self.stop()

    def ask_to_stop(self, number: int, frame: object) -> None:
        self.stopping.set()

    def look_after(self, part: Part) -> None:
        now = time.monotonic()
        if part.process is None:
            if now >= part.due:
                self.start(part)
        elif (code := part.process.poll()) is not None:
            self.end_group(part.process, signal.SIGKILL)
            if now - part.started > STEADY:
                part.pause = FIRST_PAUSE
            self.tell(f"{part.name} ended ({code}); starting it again in {part.pause:g} s")
            part.process, part.due = None, now + part.pause
            part.pause = min(part.pause * 2, LONGEST_PAUSE)

    def start(self, part: Part) -> None:
        part.process = subprocess.Popen(
            [sys.executable, "-S", "-E", CHILD, str(os.getpid()), *part.command],
            cwd=ROOT,
            env={**os.environ, **part.env, MARK: self.mark, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        part.started = time.monotonic()
        threading.Thread(target=self.relay, args=(part.name, part.process), daemon=True).start()

    def relay(self, name: str, process: subprocess.Popen) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.tell(f"{name:>9} │ {line.decode(errors='replace').rstrip()}")

    def stop(self) -> None:
        running = [part.process for part in self.parts if part.process is not None]
        for process in running:
            with suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            self.end_group(process, signal.SIGKILL)
            process.wait()

    @staticmethod
    def end_group(process: subprocess.Popen, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
