"""`bin/bench [NAME…]`: the figures asked for, or all of them, one JSON line each."""

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

from tools.places import ROOT


def benches() -> dict[str, str]:
    """Figure → the module that measures it, read without importing any of them."""
    found = {}
    for file in sorted(Path(__file__).parent.glob("*.py")):
        body = ast.parse(file.read_text()).body
        if any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in body):
            found |= dict.fromkeys(names(body) or (file.stem,), file.stem)
    return found


def names(body: list[ast.stmt]) -> tuple[str, ...]:
    for node in body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NAMES":
            return tuple(ast.literal_eval(node.value))
    return ()


def measure(module: str, wanted: set[str]) -> None:
    for figure in importlib.import_module(f"tests.load.{module}").run():
        if figure["name"] in wanted:
            print(json.dumps(figure, ensure_ascii=False), flush=True)


def main(asked: list[str]) -> int:
    if asked[:1] == ["--module"]:
        measure(asked[1], set(asked[2:]))
        return 0
    known = benches()
    if unknown := [name for name in asked if name not in known]:
        sys.exit(f"No bench is called {', '.join(unknown)}. There are: {', '.join(sorted(known))}")
    wanted = asked or sorted(known)
    failed = 0
    for module in dict.fromkeys(known[name] for name in wanted):
        mine = [name for name in wanted if known[name] == module]
        command = [sys.executable, "-m", "tests.load", "--module", module, *mine]
        failed |= subprocess.run(command, cwd=ROOT).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
