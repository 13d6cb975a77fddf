"""Sessions that bring their user along: one query for both.

The row keeps the user's id in a column of its own, so reading a session joins the user, and
signing somebody out everywhere is one DELETE that every process sees at its next request. A
session is remembered for a second at most, and not when it or its person has changed
(`versions.py`). The content is sealed: phone numbers and codes pass through it while somebody
signs in.
"""

import base64
import json
import time
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone
from django.utils.functional import cached_property

from kapok.core.accounts import versions
from kapok.core.accounts.models import Session, User
from kapok.core.common import crypto

# The phone is opened only where somebody asks for it: most requests do not.
USER_FIELDS = [field.attname for field in User._meta.concrete_fields if field.name != "phone"]
ID = USER_FIELDS.index("id")
_COLUMNS = ", ".join(f'u."{field.column}"' for field in User._meta.concrete_fields if field.name != "phone")
REMEMBERED = 5_000  # sessions of one process
CONTEXT = "accounts_session.session_data"
READ = (
    f'SELECT s.session_data, {_COLUMNS} FROM "{Session._meta.db_table}" s '  # noqa: S608
    f'LEFT JOIN "{User._meta.db_table}" u ON u.id = s.user_id '
    "WHERE s.session_key = %s AND s.expire_date > %s"
)


class SessionStore(DatabaseStore):
    """`signed_in` is the user who came with the row, or None."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.signed_in: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @cached_property
    def model(self) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        key = self.session_key or ""
        found = remembered(key) or self._read(key)
        if found is None:
            self._session_key = None
            return {}
        if found.user is not None:
            self.signed_in = User.from_db(connection.alias, USER_FIELDS, found.user)
        data: dict[str, Any] = json.loads(found.content)
        return data

    def _read(self, key: str) -> "Found | None":
        if not key.isalnum():  # a cookie somebody made up
            return None
        asked_at = time.time_ns()
        with connection.cursor() as cursor:
            cursor.execute(READ, [key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            return None
        sealed, *user = row
        found = Found(self._open(sealed), user if user[ID] else None, asked_at)
        remember(key, found)
        return found

    def save(self, must_create: bool = False) -> None:
        super().save(must_create)
        versions.changed(self.session_key or "")

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        versions.changed(session_key or self.session_key or "")

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Any = super().create_model_instance(data)
        signed_in = data.get(SESSION_KEY)
        row.user_id = UUID(signed_in) if signed_in else None
        return row  # type: ignore[no-any-return]

    def encode(self, session_dict: dict[str, Any]) -> str:
        text = json.dumps(session_dict, separators=(",", ":"))
        return base64.b64encode(crypto.seal(text, context=CONTEXT)).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._open(session_data))
        return found

    @staticmethod
    def _open(sealed: str | bytes) -> str:
        """An unreadable row (its key is gone) is an empty session, not an error page."""
        try:
            return crypto.unseal(base64.b64decode(sealed), context=CONTEXT)
        except (KeyError, ValueError, InvalidTag):
            return "{}"


class Found:
    """A session as it was read; each request makes its own objects of it."""

    __slots__ = ("asked_at", "content", "person", "user")

    def __init__(self, content: str, user: list[Any] | None, asked_at: int) -> None:
        self.content, self.user, self.asked_at = content, user, asked_at
        self.person = str(user[ID]) if user else ""

    def is_fresh(self, key: str) -> bool:
        """Read within the moment, and neither changed since it was asked for."""
        age = time.time_ns() - self.asked_at
        last_change = max(versions.of(key), versions.of(self.person))
        return last_change < self.asked_at and age < settings.SESSION_MEMORY_SECONDS * 1_000_000_000


_memory: dict[str, Found] = {}


def remember(key: str, found: Found) -> None:
    if not settings.SESSION_MEMORY_SECONDS:
        return
    if len(_memory) >= REMEMBERED:
        _memory.clear()
    _memory[key] = found


def remembered(key: str) -> Found | None:
    found = _memory.get(key)
    return found if found is not None and found.is_fresh(key) else None


def end_all_sessions(user_id: UUID) -> int:
    """Sign a person out everywhere, at once."""
    ended, _by_model = Session.objects.filter(user_id=user_id).delete()
    versions.changed(str(user_id))
    return ended
