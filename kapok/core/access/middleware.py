"""Whoever holds a staff role, or may enter the back office, signs in with a second factor, and has
used it in this session.

Costs almost nothing: the verdict is kept in the session for ten minutes, and somebody without a
session cookie is not looked at.
"""

import time
from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kapok.core.access.grants import is_staff

REMEMBERED_SECONDS = 600
MARK = "second_factor"  # [verdict, until]
ALWAYS_OPEN = ("/accounts/", "/preferences/", "/i18n/", "/static/")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
NOT_NEEDED, USED, SET_UP, USE = "not_needed", "used", "set_up", "use"


class SecondFactorForStaff:
    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        missing = self._missing(request)
        return missing if missing else self.get_response(request)

    def _missing(self, request: HttpRequest) -> HttpResponse | None:
        if not settings.STAFF_SECOND_FACTOR or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if request.path_info.startswith(ALWAYS_OPEN) or SESSION_KEY not in request.session:
            return None
        verdict, until = request.session.get(MARK, ("", 0))
        if until < time.time() or verdict in (SET_UP, USE):
            verdict = remember(request)
        return send_to(request, verdict) if verdict in (SET_UP, USE) else None


def remember(request: HttpRequest) -> str:
    verdict = judge(request)
    if request.session.get(MARK, [""])[0] != verdict or verdict in (NOT_NEEDED, USED):
        request.session[MARK] = [verdict, int(time.time()) + REMEMBERED_SECONDS]
    return verdict


def judge(request: HttpRequest) -> str:
    user = request.user
    if _signed_in_as_demo(request) or not (user.is_staff or is_staff(user)):
        return NOT_NEEDED
    if any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
        return USED
    return USE if is_mfa_enabled(user, FACTORS) else SET_UP


def _signed_in_as_demo(request: HttpRequest) -> bool:
    """The mark is set by the demo's own page and by nothing else."""
    return bool(settings.DEMO and request.user.is_demo and request.session.get("demo_sign_in"))


def send_to(request: HttpRequest, verdict: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"code": "second_factor_needed"}, status=403)
    if verdict == USE:
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('mfa_reauthenticate')}?{query}")
    messages.warning(request, _("Your role asks for a second factor. Set one up to go on."))
    return redirect("mfa_index")


@receiver(user_logged_in)
def forget_verdict(request: HttpRequest, **kwargs: object) -> None:
    """A session that passes to another person, or signs in again, is judged anew."""
    if request is not None and hasattr(request, "session"):
        request.session.pop(MARK, None)


@receiver(authenticator_added)
def setting_up_is_using(request: HttpRequest, user: object, authenticator: Authenticator, **kwargs: object) -> None:
    """Whoever has just shown a code or touched a key to set it up need not do it again at once."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
