"""The demo's door: sign in as one of the cast. Only where KAPOK_DEMO is on, only as people marked as demo."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kapok.core.access import public
from kapok.core.accounts.models import User
from kapok.testing.demo.cast import CAST, Member

ORGANISERS = ("leader", "recorder", "administrator", "clerk")
BACKEND = "django.contrib.auth.backends.ModelBackend"


@public("The demo lets anybody walk through as a fictitious person; absent outside the demo.")
@require_GET
def sign_in_as(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, "demo/sign_in_as.html", {"groups": _groups()})


def _groups() -> list[tuple[str, list[Member]]]:
    return [
        (_("Volunteers"), [member for member in CAST if member.role in ("", "member")]),
        (_("Those who organise"), [member for member in CAST if member.role in ORGANISERS]),
        (
            _("Those who look after the whole"),
            [member for member in CAST if member.appointed or member.role == "operator"],
        ),
    ]


@require_POST
@public("The demo lets anybody walk through as a fictitious person; absent outside the demo.")
def become(request: HttpRequest, key: str) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(User, is_demo=True, email=f"{key}@demo.kapok.invalid")
    login(request, user, backend=BACKEND)
    request.session["demo_sign_in"] = True
    response = redirect("portal:me")
    if user.care_mode:
        response.set_cookie("kapok_care", "1", samesite="Lax")
    else:
        response.delete_cookie("kapok_care", samesite="Lax")
    return response
