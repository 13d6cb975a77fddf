from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kapok.core.access import Permission, needs, public, signed_in, staff_only
from kapok.core.common.refusals import Refusal
from kapok.organization.volunteers import queries as volunteers
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.certificates import actions, issuing, layout, queries, verification
from kapok.recognition.certificates.forms import (
    FileForm,
    NumberForm,
    OfficeSearchForm,
    RevokeForm,
    WishForm,
    presets,
)
from kapok.recognition.certificates.models import Outcome, ServiceCertificate

ANYBODY = "anybody may check a certificate (Order 67 Art 17)"


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """A volunteer's certificates, and the form for another one with what it would list."""
    volunteer = volunteers.of(request.user)
    if volunteer is None:
        return render(request, "certificates/not_yet.html")
    start, end = _asked_range(request)
    form = WishForm(initial={"start": start, "end": end})
    return render(request, "certificates/mine.html", _mine(volunteer, form, start, end))


def _mine(volunteer: Volunteer, form: WishForm, start: date, end: date) -> dict[str, Any]:
    today = timezone.localdate()
    first = queries.first_day(volunteer)
    return {
        "form": form,
        "certificates": queries.certificates_of(volunteer),
        "coverage": queries.coverage(volunteer, start=start, end=min(end, today)),
        "presets": [
            {"label": label, "start": a, "end": b, "current": (a, b) == (start, end)}
            for label, a, b in presets(today, first)
        ],
        "has_service": first is not None,
    }


def _asked_range(request: HttpRequest) -> tuple[date, date]:
    """The range of the address, or this year; nonsense is this year too."""
    today = timezone.localdate()
    days = []
    for name in ("start", "end"):
        try:
            days.append(parse_date(request.GET.get(name, "")))
        except ValueError:
            days.append(None)
    return days[0] or today.replace(month=1, day=1), days[1] or today


@signed_in
@require_POST
def request_one(request: HttpRequest) -> HttpResponse:
    volunteer = volunteers.of(request.user)
    if volunteer is None:
        raise Http404
    form = WishForm(request.POST)
    if form.is_valid():
        try:
            certificate = actions.request(volunteer, wish=form.wish(), by=request.user, at=timezone.now())
        except Refusal as no:
            form.add_error(no.field, str(no))
        else:
            messages.success(request, _("Your certificate is ready."))
            return redirect("certificates:detail", certificate.pk)
    today = timezone.localdate()
    start = form.cleaned_data.get("start") or today.replace(month=1, day=1)
    end = form.cleaned_data.get("end") or today
    return render(request, "certificates/mine.html", _mine(volunteer, form, start, end), status=422)


def _own(request: HttpRequest, pk: UUID) -> ServiceCertificate:
    rows = ServiceCertificate.objects.for_door().filter(volunteer__user=request.user)
    return get_object_or_404(rows, pk=pk)


@signed_in
@require_GET
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    certificate = _own(request, pk)
    link = f"{issuing.verify_page()}{certificate.number}/{certificate.check_code}/"
    shown = _shown(certificate) | {"link": link, "qr": layout.qr_inline(link)}
    return render(request, "certificates/detail.html", shown)


@signed_in
@require_GET
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _pdf(_own(request, pk))


def _pdf(certificate: ServiceCertificate) -> HttpResponse:
    file = queries.file_of(certificate)
    if file is None:
        raise Http404
    name = f"Kapok-{certificate.number}.pdf"
    return HttpResponse(
        bytes(file.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _shown(certificate: ServiceCertificate) -> dict[str, Any]:
    return {
        "certificate": certificate,
        "snapshot": certificate.snapshot,
        "lines": layout.lines(certificate.snapshot),
    }


@public(ANYBODY)
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """The forms: number and code, or the file. A good pair leads to the address the QR code
    holds.
    """
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("certificates:answer", form.cleaned_data["number"], form.cleaned_data["code"])
    context = {"form": form, "file_form": FileForm()}
    return render(request, "certificates/verify.html", context, status=422 if form.errors else 200)


@public(ANYBODY)
@never_cache
@require_GET
def answer(request: HttpRequest, number: str, code: str) -> HttpResponse:
    given = verification.by_number(number, code, address=_address(request), at=timezone.now())
    return _say(request, given)


@public(ANYBODY)
@never_cache
@require_POST
def verify_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"form": NumberForm(), "file_form": form}
        return render(request, "certificates/verify.html", context, status=422)
    content = form.cleaned_data["file"]
    given = verification.by_file(content, address=_address(request), at=timezone.now())
    return _say(request, given, by_file=True)


def _say(request: HttpRequest, given: verification.Answer, *, by_file: bool = False) -> HttpResponse:
    context: dict[str, Any] = {"answer": given, "by_file": by_file}
    if given.found and given.certificate:
        context |= _shown(given.certificate) | {"demonstration": issuing.is_demonstration()}
    unknown = given.outcome in (Outcome.UNKNOWN, Outcome.WRONG_CODE)
    response = render(request, "certificates/answer.html", context, status=404 if unknown else 200)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _address(request: HttpRequest) -> str:
    return get_adapter().get_client_ip(request)


@staff_only(Permission.CERTIFICATE_MANAGE)
@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """Where staff find a certificate by its number."""
    form = OfficeSearchForm(request.GET or None)
    if form.is_bound and form.is_valid():
        found = queries.by_number(form.cleaned_data["number"])
        if found is not None and queries.may_manage(request.user, found):
            return redirect("certificates:manage", found.pk)
        form.add_error("number", _("There is no certificate with this number in your area."))
    return render(request, "certificates/office.html", {"form": form})


@needs(Permission.CERTIFICATE_MANAGE, on=ServiceCertificate)
def manage(request: HttpRequest, certificate: ServiceCertificate) -> HttpResponse:
    """One certificate as staff see it, and its revocation."""
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.revoke(certificate, by=request.user, at=timezone.now(), reason=reason)
        except Refusal as no:
            form.add_error(no.field, str(no))
        else:
            messages.success(request, _("The certificate is revoked."))
            return redirect("certificates:manage", certificate.pk)
    shown = _shown(certificate) | {"form": form, "checks": queries.checks_of(certificate)}
    return render(request, "certificates/manage.html", shown, status=422 if form.errors else 200)


@needs(Permission.CERTIFICATE_MANAGE, on=ServiceCertificate)
@require_GET
def manage_file(request: HttpRequest, certificate: ServiceCertificate) -> HttpResponse:
    return _pdf(certificate)
