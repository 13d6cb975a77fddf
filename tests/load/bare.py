"""Yardsticks: the least a view can do on the same server, middleware, session and sign-in."""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

TABLES = """
CREATE TABLE IF NOT EXISTS bare_place (id int PRIMARY KEY, capacity int, taken int);
CREATE TABLE IF NOT EXISTS bare_taken (place int, person text, PRIMARY KEY (place, person));
TRUNCATE bare_place, bare_taken;
"""
# One statement: a place while there is one, and a row that says whose it is.
TAKE = """
WITH seat AS (
    UPDATE bare_place SET taken = taken + 1 WHERE id = %s AND taken < capacity RETURNING id
)
INSERT INTO bare_taken SELECT id, %s FROM seat ON CONFLICT DO NOTHING
"""
INSERT = "INSERT INTO bare_taken VALUES (%s, %s) ON CONFLICT DO NOTHING"


def make_places(number: int, capacity: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.execute(
            "INSERT INTO bare_place SELECT n, %s, 0 FROM generate_series(1, %s) n",
            [capacity, number],
        )


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("constant")


@login_required
def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user.pk))


@require_POST
@login_required
def take(request: HttpRequest, place: int) -> HttpResponse:
    return _once(TAKE, place, request)


@require_POST
@login_required
def insert(request: HttpRequest, place: int) -> HttpResponse:
    return _once(INSERT, place, request)


def _once(statement: str, place: int, request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(statement, [place, str(request.user.pk)])
        return HttpResponse("confirmed" if cursor.rowcount else "full")
