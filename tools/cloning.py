"""Test databases: cloned from the migrated template, and wiped quickly after tests that commit.

Django's own flush truncates every table, partitions included, and fires post_migrate: most of a
second here. Wiping deletes rows only where there are any, and puts back what migrations had put in.
"""

import os
from urllib.parse import urlsplit

import psycopg
from django.db import connections
from psycopg import sql

KEPT = {"auth_permission", "django_content_type", "django_migrations"}
SNAPSHOT = "kept"
TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
    ORDER BY relname
"""


def server() -> psycopg.Connection:
    """A connection to the server beside Django's own, outside any test database."""
    given = connections["default"].get_connection_params()
    wanted = {name: given[name] for name in ("user", "password", "host", "port") if given.get(name)}
    return psycopg.connect(**wanted, dbname="postgres", autocommit=True)


def url(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def clone(name: str, template: str) -> None:
    """One at a time: a template that is being copied takes no second copy."""
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with server() as admin:
        admin.execute("SELECT pg_advisory_lock(hashtext('kapok_clone'))")
        admin.execute(words.format(sql.Identifier(name), sql.Identifier(template)))


def drop(name: str) -> None:
    with server() as admin:
        words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        admin.execute(words.format(sql.Identifier(name)))


class Wiper:
    """Brings a test database back to what the migrations made."""

    def __init__(self) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute(TABLES)
            self.tables = [name for (name,) in cursor.fetchall() if name not in KEPT]
            self.seeded = self.filled(cursor)
            cursor.execute(f"CREATE SCHEMA {SNAPSHOT}")
            for table in self.seeded:
                cursor.execute(f'CREATE TABLE {SNAPSHOT}."{table}" AS TABLE public."{table}"')

    def filled(self, cursor) -> list[str]:
        each = (f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM \"{t}\")" for t in self.tables)
        cursor.execute(" UNION ALL ".join(each))
        return [name for (name,) in cursor.fetchall()]

    def wipe(self, *_) -> None:
        """As replica, so that append-only triggers and foreign keys let the rows go."""
        with connections["default"].cursor() as cursor:
            filled = self.filled(cursor)
            if not filled:
                return
            words = [f'DELETE FROM "{table}"' for table in filled]
            words += [f'INSERT INTO "{table}" SELECT * FROM {SNAPSHOT}."{table}"' for table in self.seeded]
            cursor.execute(f"BEGIN; SET LOCAL session_replication_role = replica;{';'.join(words)}; COMMIT")
