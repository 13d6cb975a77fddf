"""Pages of the public list, as drawn for whoever is not signed in, kept until a row on them changes.

Drawing eighteen tiles takes a hundred times as long as asking whether they still stand. So a visitor
gets what the database said within FRESH_SECONDS, and only the drawing is spared. Nothing is kept
beyond a minute: the names of organisations and regions may be that old.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from kapok.core.ui.context import CARE_COOKIE, THEME_COOKIE

KEPT = 300  # pages of one process
SECONDS = 60
FRESH_SECONDS = 0 if settings.ENVIRONMENT == "test" else 2
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
# Every change of a row writes it anew, at another place or by another transaction.
VERSION = RawSQL(
    '"activities_activity"."xmin"::text || "activities_activity"."ctid"::text', [], output_field=TextField()
)

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows a page shows, and in which version; asked again at another moment."""

    sql: str
    parameters: tuple[Any, ...]
    at: datetime

    def answer(self, at: datetime) -> list[tuple]:
        parameters = [at if each is self.at else each for each in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            return cursor.fetchall()


@dataclass(slots=True)
class Drawing:
    question: Question
    shown: list[tuple]
    content: bytes
    drawn_at: float
    seen_at: float  # when its rows were last known to stand

    def stands(self) -> bool:
        now = time.monotonic()
        if now - self.drawn_at > SECONDS:
            return False
        if now - self.seen_at < FRESH_SECONDS:
            return True
        if self.question.answer(timezone.now()) != self.shown:
            return False
        self.seen_at = now
        return True


_kept: dict[Key, Drawing] = {}


def key_of(request: HttpRequest) -> Key | None:
    """All that a drawing depends on beside its rows; None for whoever gets one of their own."""
    cookies = request.COOKIES
    if any(cookies.get(name) for name in PERSONAL_COOKIES):
        return None
    station = request.substation.pk if request.substation else None  # type: ignore[attr-defined]
    looks = cookies.get(THEME_COOKIE), cookies.get(CARE_COOKIE)
    return (request.get_full_path(), station, get_language(), *looks)


def find(key: Key | None) -> HttpResponse | None:
    drawing = _kept.get(key) if key else None
    if drawing is None or not drawing.stands():
        return None
    response = HttpResponse(drawing.content)
    patch_vary_headers(response, ["Cookie"])
    return response


def question(rows: QuerySet, at: datetime) -> Question | None:
    try:
        sql, parameters = rows.values_list("pk", VERSION).query.sql_with_params()
    except EmptyResultSet:
        return None
    return Question(sql, tuple(parameters), at)


def keep(key: Key | None, asked: Question | None, shown: list[tuple], response: HttpResponse, *, since: float) -> None:
    """`since`: the monotonic moment before its rows were read."""
    if key is None or asked is None or b"csrfmiddlewaretoken" in response.content:
        return
    if len(_kept) >= KEPT:
        _kept.clear()
    _kept[key] = Drawing(asked, shown, response.content, since, since)


def forget() -> None:
    _kept.clear()
