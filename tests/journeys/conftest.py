"""Two walks through everything: on a desk in Chinese, on a 360 px phone in English."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kapok.core.journal import readers, sequencing
from tests.journeys.people import Person, signed_in

VIEWS = {"desk-zh": ("desktop", "zh-hans"), "phone-en": ("phone", "en")}


@pytest.fixture(params=VIEWS)
def view(request) -> tuple[str, str]:
    return VIEWS[request.param]


@pytest.fixture
def gathering(open_page, live_server):
    """Everybody who came; at the end nobody's browser may have complained."""
    met = []

    def come(user=None, *, size: str, language: str, **options) -> Person:
        page = open_page(size=size, language=language, **options)
        if user is not None:
            signed_in(page, user, live_server.url, language)
        met.append(Person(page, language, size))
        return met[-1]

    yield come
    complaints = [line for person in met for line in person.complaints]
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


@pytest.fixture
def somebody(gathering, view):
    """`somebody(town.lin)`: Lin before a browser of her own; without a user, a visitor."""
    size, language = view
    return lambda user=None: gathering(user, size=size, language=language)


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


class Clock:
    """The server's clock, which a test may put forward; the people's browsers keep the real one."""

    def __init__(self) -> None:
        self.real, self.ahead = timezone.now, timedelta()

    def now(self) -> datetime:
        return self.real() + self.ahead

    def forward(self, **much: float) -> None:
        self.ahead += timedelta(**much)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", made.now)
    return made


@pytest.fixture
def catch_up():
    """What the sequencer and the worker do between two clicks."""

    def run() -> None:
        while sequencing.place_pending():
            pass
        readers.catch_up()

    return run
