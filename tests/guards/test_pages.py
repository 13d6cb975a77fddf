"""Who may see what, as one table; no page falls over, whoever knocks and with whatever words.

`KAPOK_RECORD=1 bin/test tests/guards/test_pages.py` writes the table anew: read the difference before you commit it.
"""

import os

import pytest

from kapok.core.accounts.models import User
from tests.guards.house import ROOT
from tests.guards.pages import VISITORS, as_person, knock, pages

TABLE = ROOT / "docs" / "roles-and-pages.tsv"
HOSTILE = [
    "?cursor=%00&q=%00&page=-1&kind=%27%22%3E%3Cscript%3E&day=9999-99-99&about=zz&verb=%00",
    "?cursor=eyJ4&region=4401%27&field=%F0%9F%98%80&from=31/02/2020&to=&organization=1&lat=NaN&month=2026-13",
    "?cursor=WyJuIixbWyJ2IiwxXSxbInYiLDJdXV0&q=" + "长" * 300 + "&parent=__proto__&code=" + "9" * 400,
]


@pytest.fixture
def cast(town, settings):
    settings.DEMO = True
    User.objects.update(is_demo=True)
    return town


def table(town) -> str:
    clients = {key: as_person(town, key) for key in VISITORS}
    lines = ["page\t" + "\t".join(VISITORS)]
    for page in sorted(pages(town), key=lambda page: page.name):
        lines.append(page.name + "\t" + "\t".join(str(knock(clients[key], page)) for key in VISITORS))
    return "\n".join(lines) + "\n"


def test_who_may_see_what(cast):
    made = table(cast)
    if os.environ.get("KAPOK_RECORD"):
        TABLE.write_text(made, encoding="utf-8")
    assert "\t500" not in made
    assert TABLE.read_text(encoding="utf-8") == made


def doors() -> dict[str, str]:
    """Page → the first of the cast who may open it, from the recorded table; the visitor where nobody may."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    return {page: next((who for who, status in zip(VISITORS, found, strict=True) if status == "200"), "visitor")
            for page, *found in rows}  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_words_never_break_a_page(cast, query):
    """Each page is asked by somebody who gets in, so that the words reach its code."""
    may, clients = doors(), {}
    broken = set()
    for page in pages(cast):
        who = may.get(page.name, "visitor")
        client = clients.setdefault(who, as_person(cast, who))
        if knock(client, page, query) >= 500:
            broken.add(f"{page.name} as {who}")
    assert not broken
