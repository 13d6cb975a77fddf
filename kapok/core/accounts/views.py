from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kapok.core.accounts import actions, phones
from kapok.core.accounts.forms import AccountSettings
from kapok.core.accounts.models import DevelopmentMessage

YEAR = 365 * 24 * 3600
CARE_COOKIE = "kapok_care"
View = Callable[..., HttpResponse]


# The doors live in kapok.core.access, a room below this one; these are the same marks.
def signed_in(view: View) -> View:
    guarded = login_required(view)
    guarded.door = "signed_in"
    return guarded


def public(reason: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        view.door, view.reason = "public", reason  # type: ignore[attr-defined]
        return view

    return decorate


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Name, language and care mode; and the ways to everything else about the account."""
    user = request.user
    known = {"name": user.name, "language": user.language, "care_mode": user.care_mode}
    form = AccountSettings(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.change_settings(user, **form.cleaned_data, by=user, at=timezone.now())
        return _saved(form.cleaned_data)
    context = {"form": form, "phone": phones.masked(user.phone) if user.phone else ""}
    return render(request, "accounts/account.html", context)


def _saved(chosen: dict) -> HttpResponse:
    response = redirect("accounts:account")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen["language"], max_age=YEAR, samesite="Lax")
    response.set_cookie(CARE_COOKIE, "1" if chosen["care_mode"] else "0", max_age=YEAR, samesite="Lax")
    return response


@public("development and the demo show here what a phone would have received")
def development_messages(request: HttpRequest) -> HttpResponse:
    if settings.PRODUCTION or not settings.SMS_BACKEND.endswith(".DevelopmentSms"):
        raise Http404
    latest = DevelopmentMessage.objects.order_by("-id")[:20]
    return render(request, "accounts/development_messages.html", {"latest": latest})
