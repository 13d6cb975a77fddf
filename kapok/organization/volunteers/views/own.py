"""A volunteer's own pages: the card, the profile, consents, the copy of one's data."""

import csv
import io
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kapok.core.access import public, signed_in
from kapok.core.accounts.models import Consent
from kapok.core.common.masking import mask
from kapok.core.common.models import Personal
from kapok.organization.volunteers import actions, card, consents, export, extras, queries
from kapok.organization.volunteers.forms import InterestsAndPlace
from kapok.organization.volunteers.models import Volunteer


def qr(volunteer: Volunteer) -> SafeString:
    text = card.payload(volunteer.volunteer_number, bytes(volunteer.card_secret))
    drawn = segno.make(text, error="m", micro=False)
    return mark_safe(drawn.svg_inline(scale=6, border=2, omitsize=True))


@never_cache
@signed_in
def show_card(request: HttpRequest) -> HttpResponse:
    volunteer = _own(request)
    if volunteer is None:
        return redirect("volunteers:enrol")
    active = queries.is_active(volunteer)
    context = {"volunteer": volunteer, "active": active, "extras": extras.card_extras(volunteer)}
    if active:
        context["qr"] = qr(volunteer)
    return render(request, "volunteers/card.html", context)


@require_POST
@signed_in
def renew_card(request: HttpRequest) -> HttpResponse:
    volunteer = _own(request)
    if volunteer is None:
        raise Http404
    actions.renew_card(volunteer, by=request.user, at=timezone.now())
    messages.success(request, _("Your card is new. Older pictures and prints of it no longer work."))
    return redirect("volunteers:card")


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    volunteer = _own(request)
    if volunteer is None:
        return redirect("volunteers:enrol")
    chosen = {
        "residence": volunteer.residence_id,
        "service_fields": list(volunteer.service_fields.values_list("pk", flat=True)),
        "skills": list(volunteer.skills.values_list("pk", flat=True)),
    }
    form = InterestsAndPlace(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        actions.change_interests(volunteer, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("volunteers:profile")
    masked = mask(volunteer.document_number, Personal.DOCUMENT)
    context = {"volunteer": volunteer, "form": form, "masked_number": masked}
    return render(request, "volunteers/profile.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def withdraw(request: HttpRequest) -> HttpResponse:
    volunteer = _own(request)
    if volunteer is None:
        raise Http404
    actions.withdraw(volunteer, by=request.user, at=timezone.now())
    return redirect("volunteers:card")


@signed_in
def own_consents(request: HttpRequest) -> HttpResponse:
    """Every consent ever given, with its version; giving and taking back take one press each."""
    given = list(Consent.objects.filter(user=request.user).order_by("-given_at"))
    open_ones = {consent.purpose: consent for consent in given if consent.withdrawn_at is None}
    rows = [(purpose, open_ones.get(purpose.key)) for purpose in consents.PURPOSES.values()]
    history = [(consent, consents.PURPOSES.get(consent.purpose)) for consent in given]
    return render(request, "volunteers/consents.html", {"rows": rows, "history": history})


@public("the notices are for everybody to read, before and after agreeing")
def notice(request: HttpRequest, key: str) -> HttpResponse:
    purpose = consents.PURPOSES.get(key)
    if purpose is None:
        raise Http404
    return render(request, "volunteers/notice.html", {"purpose": purpose})


@require_POST
@signed_in
def give_consent(request: HttpRequest, key: str) -> HttpResponse:
    purpose = consents.PURPOSES.get(key)
    if purpose is None:
        raise Http404
    actions.give_consent(request.user, purpose, by=request.user, at=timezone.now())
    return redirect("volunteers:consents")


@require_POST
@signed_in
def withdraw_consent(request: HttpRequest, key: str) -> HttpResponse:
    rows = Consent.objects.filter(user=request.user, withdrawn_at=None, purpose=key)
    consent = get_object_or_404(rows)
    actions.withdraw_consent(consent, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back. You can agree again at any time."))
    return redirect("volunteers:consents")


@never_cache
@signed_in
def export_json(request: HttpRequest) -> HttpResponse:
    content = export.everything(request.user, _own(request))
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="kapok-my-data.json"'
    return response


@never_cache
@signed_in
def export_csv(request: HttpRequest) -> HttpResponse:
    """The same as lines of section, row, field and value; opens in any spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["section", "row", "field", "value"])
    for section, rows in export.everything(request.user, _own(request)).items():
        writer.writerows(_lines(section, rows))
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kapok-my-data.csv"'
    return response


def _lines(section: str, rows: list[dict[str, Any]]) -> list[list[Any]]:
    lines = [[section, number, name, value] for number, row in enumerate(rows, start=1) for name, value in row.items()]
    return [[_harmless(value) for value in line] for line in lines]


def _harmless(value: Any) -> Any:
    """A spreadsheet would run a text that starts like a formula; a phone number's plus is no
    formula.
    """
    text = str(value)
    risky = text[:1] in ("=", "-", "@", "\t") or (text[:1] == "+" and not text[1:].isdigit())
    return f"'{text}" if risky else value


def _own(request: HttpRequest) -> Volunteer | None:
    rows = Volunteer.objects.for_door().select_related("residence")
    return rows.filter(user=request.user).first()
