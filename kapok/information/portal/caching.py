"""Public pages are sent to a visitor once and confirmed afterwards (ETag, 304)."""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')


def revalidated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever is not signed in: an unchanged page is answered by 304.

    The hidden form token is another on each drawing, so it is left out of the tag; the cookie it
    belongs to is in it, so that a page is never reused with another person's token.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        if request.user.is_authenticated or response.status_code != 200:
            return response
        secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
        seen = hashlib.sha256(secret.encode() + TOKEN.sub(rb"\1", response.content)).hexdigest()
        response["ETag"] = f'W/"{seen[:32]}"'
        patch_cache_control(response, private=True, no_cache=True)
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    return inner
