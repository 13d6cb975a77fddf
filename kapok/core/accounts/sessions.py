"""Sessions that bring their user along: one query for both.

The row keeps the user's id in a column of its own, so reading a session joins the user, and signing
somebody out everywhere is one DELETE that every process sees at its next request. Nothing is cached.
The content is sealed: phone numbers and codes pass through it while somebody signs in.
"""

import base64
import json
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection, models
from django.utils import timezone
from django.utils.functional import cached_property

from kapok.core.accounts.models import Session, User
from kapok.core.common import crypto

# The phone is opened only where somebody asks for it: most requests do not.
USER_FIELDS = [field.attname for field in User._meta.concrete_fields if field.name != "phone"]
_COLUMNS = ", ".join(
    f'u."{field.column}"' for field in User._meta.concrete_fields if field.name != "phone"
)
CONTEXT = "accounts_session.session_data"
READ = (
    f'SELECT s.session_data, s.expire_date, {_COLUMNS} FROM "{Session._meta.db_table}" s '  # noqa: S608
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
        if not (self.session_key or "").isalnum():  # a cookie somebody made up
            self._session_key = None
            return {}
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        data, _expires, *user = row
        if user[0] is not None:
            self.signed_in = User.from_db(connection.alias, USER_FIELDS, user)
        return self.decode(data)

    def create_model_instance(self, data: dict[str, Any]) -> models.Model:
        row = super().create_model_instance(data)
        signed_in = data.get(SESSION_KEY)
        row.user_id = UUID(signed_in) if signed_in else None
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        text = json.dumps(session_dict, separators=(",", ":"))
        return base64.b64encode(crypto.seal(text, context=CONTEXT)).decode()

    def decode(self, session_data: str) -> dict[str, Any]:
        """An unreadable row (its key is gone) is an empty session, not an error page."""
        try:
            found = crypto.unseal(base64.b64decode(session_data), context=CONTEXT)
        except (KeyError, ValueError, InvalidTag):
            return {}
        return json.loads(found)


def end_all_sessions(user_id: UUID) -> int:
    """Sign a person out everywhere, at once."""
    ended, _by_model = Session.objects.filter(user_id=user_id).delete()
    return ended
