"""Runs a supervisor over two small parts, as bin/dev does: `python tree.py FOLDER`."""

import sys
from pathlib import Path

from tools.supervisor import Part, Supervisor, end_leftovers

PART = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
name = os.path.join(sys.argv[1], sys.argv[2])
with open(name + ".draft", "w") as file:
    file.write(f"{os.getpid()} {child.pid}")
os.replace(name + ".draft", name)
time.sleep(600)
"""

if __name__ == "__main__":
    folder = sys.argv[1]
    end_leftovers(folder)
    Path(folder, "ready").touch()
    parts = [Part(name, [sys.executable, "-c", PART, folder, name]) for name in ("one", "two")]
    Supervisor(parts, mark=folder).run()
