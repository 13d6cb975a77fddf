"""Every constraint of the database is named by a test that sees it refuse."""

import re

from tests.guards.house import KAPOK, ROOT, models

TRIGGERS = re.compile(r"CONSTRAINT = '(\w+)'|ExcludeOnEachPartition\(\s*\"\w+\",\s*\"(\w+)\"")


def named_constraints() -> set[str]:
    declared = {constraint.name for model in models() for constraint in model._meta.constraints}
    for migration in KAPOK.rglob("migrations/*.py"):
        for match in TRIGGERS.finditer(migration.read_text(encoding="utf-8")):
            declared.add(match[1] or match[2])
    return declared - {"append_only"}


def test_every_constraint_is_named_by_a_test():
    files = [*KAPOK.rglob("tests/*.py"), *(ROOT / "tests").rglob("*.py")]
    tested = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert sorted(name for name in named_constraints() if name not in tested) == []
