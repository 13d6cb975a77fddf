from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from kapok.core.accounts.models import User


class SignedIn(AuthenticationMiddleware):
    """`request.user` from the row the session came with, so that a signed-in page asks once,
    not twice.
    """

    get_response: Callable

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(partial(user_of, request))  # type: ignore[assignment]


def user_of(request: HttpRequest) -> Any:
    if not hasattr(request, "_cached_user"):
        request._cached_user = _joined_user(request) or get_user(request)  # type: ignore[attr-defined]
    return request._cached_user  # type: ignore[attr-defined]


def _joined_user(request: HttpRequest) -> User | AnonymousUser | None:
    """None: ask Django, which knows rotated secrets and every other case."""
    session = request.session
    user_id = session.get(auth.SESSION_KEY)
    if user_id is None:
        return AnonymousUser()
    user: User | None = getattr(session, "signed_in", None)
    if user is None or str(user.pk) != user_id or not user.is_active:
        return None
    known = session.get(auth.HASH_SESSION_KEY, "")
    return user if constant_time_compare(known, user.get_session_auth_hash()) else None
