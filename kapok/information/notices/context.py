"""What the base layout asks of this room: one indexed query, and only when a page draws it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kapok.information.notices.queries import unread_count


def unread(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None:
        return {}
    return {"unread_notices": SimpleLazyObject(lambda: shown_count(user))}


def shown_count(user: Any) -> str:
    number = unread_count(user) if user.is_authenticated else 0
    return "99+" if number > 99 else str(number or "")
