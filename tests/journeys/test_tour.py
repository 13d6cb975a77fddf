"""Every page of the site, as somebody who may open it: it draws, nobody scrolls sideways, axe finds nothing.

The pages come from `tests/guards/pages.py`, who may open them from docs/roles-and-pages.tsv, so a new page is looked at
as soon as it has a line there. The pictures of docs/tour are taken by `tests.journeys.tour`.
"""

import pytest

from kapok.core.accounts.models import User
from tests.guards.pages import as_person, pages
from tests.guards.test_pages import doors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROUNDS = {
    "desk-zh": ("desktop", "zh-hans"),
    "phone-zh": ("phone", "zh-hans"),
    "phone-en": ("phone", "en"),
}
SHARES = 3  # so that the round is walked by as many workers as there are


def visits(town, share: int) -> list[tuple[str, str]]:
    """(who, address) of each page of this share that answers with a whole page."""
    may, clients, found = doors(), {}, []
    for page in list(pages(town))[share::SHARES]:
        who = may.get(page.name, "visitor")
        client = clients.setdefault(who, as_person(town, who))
        answer = client.get(page.url)
        if answer.status_code == 200 and b"<html" in getattr(answer, "content", b"")[:500]:
            found.append((who, page.url))
    return sorted(set(found))


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("way", ROUNDS)
def test_every_page(town, gathering, settings, way, share):
    settings.DEMO = True
    User.objects.update(is_demo=True)
    size, language = ROUNDS[way]
    people: dict = {}
    wrong = []
    for who, address in visits(town, share):
        if language == "en" and who != "visitor":
            continue  # in English the public pages; the journeys walk the others
        if who not in people:
            user = None if who == "visitor" else getattr(town, who)
            people[who] = gathering(user, size=size, language=language)
        try:
            people[who].go(address)
        except AssertionError as error:
            wrong.append(f"as {who}: {error}")
    assert not wrong, "\n\n".join(wrong)
