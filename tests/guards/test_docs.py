"""Every setting, command and journal verb stands in the guides, and the guides name no other."""

import ast
import re

from django.core.management import get_commands

from tests.guards.house import ROOT, trees

GUIDES = ROOT / "docs" / "guides"


def documented(file: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (GUIDES / file).read_text(encoding="utf-8"), re.MULTILINE))


def test_settings():
    files = [ROOT / "config" / "settings.py", *(ROOT / "tools").rglob("*.py"), *(ROOT / "bin").iterdir()]
    used = {name for file in files for name in re.findall(r"\bKAPOK_[A-Z_]+\b", file.read_text(encoding="utf-8"))}
    assert used == documented("operate.md", r"^\| `(KAPOK_[A-Z_]+)`")


def test_commands():
    ours = {name for name, app in get_commands().items() if str(app).startswith("kapok.")}
    assert ours == documented("operate.md", r"^\| `manage.py ([a-z_]+)")


def verbs() -> set[str]:
    """First argument of `journal.write`, `verb=` of `Entry`, and verbs inside SQL, all of the form "thing.happened"."""
    found = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= {value for value in _spoken(node) if re.fullmatch(r"[a-z_]+\.[a-z_]+", value)}
    return found


def _spoken(call: ast.Call):
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "write" and call.args and isinstance(call.args[0], ast.Constant):
        yield str(call.args[0].value)
    for keyword in call.keywords:
        if keyword.arg == "verb" and isinstance(keyword.value, ast.Constant):
            yield str(keyword.value.value)


def test_journal_verbs():
    assert verbs() <= documented("journal.md", r"^\| `([a-z_]+\.[a-z_]+)`")
