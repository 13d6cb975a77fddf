from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kapok.core.access import public
from kapok.core.accounts import actions as accounts
from kapok.core.accounts.models import User
from kapok.core.ui import showcase
from kapok.core.ui.context import CARE_COOKIE, THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600
CHOICES = {
    "theme": (THEME_COOKIE, set(THEMES)),
    "care": (CARE_COOKIE, {"0", "1"}),
    "language": (settings.LANGUAGE_COOKIE_NAME, {code for code, _ in settings.LANGUAGES}),
}


@public("the living page of the design language")
def design(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/design.html", showcase.everything(request))


# Without a token the button also works on a page kept open for days, and public pages need no
# cookie of their own. A forged request could change a colour and nothing else.
@csrf_exempt
@require_POST
@public("looks and language belong to the reader, signed in or not")
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember the theme, care mode or language in a cookie and go back to the page."""
    response = redirect(back_to(request))
    asked = CHOICES.keys() & request.POST.keys()
    for name in asked:
        cookie, allowed = CHOICES[name]
        if request.POST[name] not in allowed:
            raise BadRequest("Unknown preference.")
        response.set_cookie(cookie, request.POST[name], max_age=YEAR, samesite="Lax", secure=request.is_secure())
    if request.user.is_authenticated and asked & {"care", "language"}:
        remember(request, request.user)
    return response


def remember(request: HttpRequest, user: User) -> None:
    """The account keeps language and care mode too: notices are written in that language."""
    care = request.POST.get("care")
    accounts.change_settings(
        user,
        name=user.name,
        language=request.POST.get("language", user.language),
        care_mode=user.care_mode if care is None else care == "1",
        by=user,
        at=timezone.now(),
    )


def back_to(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"
