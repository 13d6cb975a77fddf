"""A volunteer's own record: the five groups of Order 67 on one page, each record with its evidence."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kapok.activity.attendance import queries as presence
from kapok.activity.records import extras, presenting, queries
from kapok.activity.records.forms import RecordFilter
from kapok.activity.records.models import ServiceRecord
from kapok.core import policies
from kapok.core.access import signed_in
from kapok.core.common import workdays
from kapok.core.common.masking import mask
from kapok.core.common.models import Personal
from kapok.core.common.paging import page
from kapok.core.ui.words import local
from kapok.organization.volunteers.models import Volunteer

KEYS = ("-service_day", "-id")
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _volunteer(request: HttpRequest) -> Volunteer | None:
    rows = Volunteer.objects.select_related("residence", "home_region", "user")
    return rows.filter(user_id=request.user.pk).first()


def _mine(request: HttpRequest) -> Volunteer:
    volunteer = _volunteer(request)
    if volunteer is None:
        raise Http404
    return volunteer


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    volunteer = _volunteer(request)
    if volunteer is None:
        return render(request, "records/not_enrolled.html")
    form = RecordFilter(request.GET, years=queries.years_of(volunteer.pk))
    conditions = form.conditions()
    rows = queries.of_volunteer(volunteer.pk).filter(**conditions)
    totals = queries.totals_of(volunteer.pk)
    context = {
        "volunteer": volunteer,
        "basics": _basics(volunteer),
        "form": form,
        "filtered": bool(conditions),
        "page": page(rows, keys=KEYS, cursor=request.GET.get("cursor", "")),
        "totals": totals,
        "panels": extras.panels(volunteer, totals.lifetime_minutes),
        "waiting": _waiting(volunteer),
        "trainings": volunteer.trainings.order_by("-on")[:50],
        "honours": volunteer.honours.order_by("-on")[:50],
        "evaluations": volunteer.evaluations.order_by("-on")[:50],
    }
    return render(request, "records/mine.html", context)


def _basics(volunteer: Volunteer) -> list[dict[str, Any]]:
    """Record group 1 (Order 67 Art 5), masked as anybody looking over a shoulder should see it."""
    facts = [
        (_("Full name"), volunteer.name),
        (_("Volunteer number"), volunteer.volunteer_number),
        (_("Sex"), volunteer.get_sex_display()),
        (_("Date of birth"), volunteer.birth_date.isoformat()),
        (volunteer.get_document_type_display(), mask(volunteer.document_number, Personal.DOCUMENT)),
        (_("Area of residence"), volunteer.residence.local_full_name),
        (_("How to reach you"), mask(volunteer.user.phone or volunteer.user.email, Personal.CONTACT)),
        (
            _("Service fields"),
            "、".join(local(each, "name") for each in volunteer.service_fields.all()),
        ),
        (_("Skills"), "、".join(local(each, "name") for each in volunteer.skills.all())),
    ]
    return [{"label": label, "value": value or "—"} for label, value in facts]


def _waiting(volunteer: Volunteer) -> list[dict[str, Any]]:
    """What was served and is no record yet, each with its next step and the date the law sets."""
    pairs = list(presence.waiting_to_count(volunteer.pk)[:10])
    return [
        {
            "pair": pair,
            "activity": pair.session.activity,
            "steps": presenting.presence_pipeline(pair, _due(pair)),
        }
        for pair in pairs
    ]


def _due(pair: Any) -> Any:
    activity = pair.session.activity
    rule = policies.get(
        "record_within_working_days", region=activity.region_id, organization=activity.organization_id,
        at=pair.session.ends_at,
    )  # fmt: skip
    return workdays.expected(timezone.localdate(pair.session.ends_at), rule.value)[0]


@signed_in
@require_GET
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    volunteer = _mine(request)
    record = queries.one_of(volunteer.pk, uid)
    if record is None:
        raise Http404
    return render(request, "records/detail.html", {"record": record, **detail_of(record)})


def detail_of(record: ServiceRecord) -> dict[str, Any]:
    versions = queries.versions(record)
    return {
        "steps": presenting.pipeline(record, versions[0]),
        "history": presenting.history(record),
        "evidence": presenting.evidence(record.evidence),
        "tone": presenting.tone(record),
        "versions": versions,
    }


def _header() -> list[str]:
    return [
        _("Date"), _("Activity"), _("Recorded by"), _("Position"), _("Where"), _("Content"), _("Person in charge"),
        _("Minutes"), _("Kind of hours"), _("State"), _("How it was proved"), _("Record number"),
    ]  # fmt: skip


def _rows(volunteer: Volunteer) -> Iterator[list[Any]]:
    for record in queries.of_volunteer(volunteer.pk).order_by(*KEYS).iterator():
        cells = [
            record.service_day.isoformat(), local(record, "activity_name"), local(record, "organization_name"),
            local(record, "position_name"), record.place, local(record, "content"), record.person_in_charge,
            record.service_minutes, record.get_record_class_display(), record.get_state_display(),
            presenting.evidence(record.evidence), str(record.uid),
        ]  # fmt: skip
        yield [str(cell) if not isinstance(cell, int) else cell for cell in cells]


@signed_in
@require_GET
def export_xlsx(request: HttpRequest) -> HttpResponse:
    volunteer, buffer = _mine(request), BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Service record"))
        sheet.write_row(0, 0, _header(), book.add_format({"bold": True}))
        for number, row in enumerate(_rows(volunteer), 1):
            sheet.write_row(number, 0, row)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return _file(buffer.getvalue(), SPREADSHEET, "service-record.xlsx")


@signed_in
@require_GET
def export_csv(request: HttpRequest) -> HttpResponse:
    volunteer, buffer = _mine(request), StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_header())
    for row in _rows(volunteer):
        writer.writerow([_harmless(cell) for cell in row])
    return _file(buffer.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "service-record.csv")


def _harmless(cell: Any) -> Any:
    """What a spreadsheet would take for a formula stays text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
