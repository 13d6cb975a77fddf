"""A volunteer's own record, for other programs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from kapok.activity.records import queries
from kapok.activity.records.models import ServiceRecord
from kapok.core.common.paging import page
from kapok.organization.volunteers.models import Volunteer

router = Router(tags=["records"])
KEYS = ("-service_day", "-id")


class Problem(Schema):
    code: str
    message: str
    field: str | None = None


class RecordOut(Schema):
    uid: UUID
    version: int
    activity_id: UUID
    activity_name: str
    activity_name_en: str
    organization_name: str
    place: str
    service_day: date
    service_minutes: int
    record_class: str
    trust_class: str
    evidence: str
    state: str
    reason: str
    due_on: date
    policies: list[str]


class RecordPage(Schema):
    items: list[RecordOut]
    next: str | None
    previous: str | None


class TotalsOut(Schema):
    lifetime_minutes: int = Field(description="the sum of all effective records; never changed by exchange")
    credit_minutes: int
    honour_minutes: int
    records: int
    last_served_on: date | None


@router.get("/me/records", response={200: RecordPage, 400: Problem, 401: Problem}, operation_id="my_records")
def my_records(request: HttpRequest, cursor: str = Query("", max_length=400)) -> dict[str, Any]:
    """Your records as they stand now, newest first."""
    volunteer = _volunteer(request)
    rows = queries.of_volunteer(volunteer.pk) if volunteer else ServiceRecord.objects.none()
    found = page(rows, keys=KEYS, cursor=cursor)
    return {"items": found.rows, "next": found.next, "previous": found.previous}


@router.get("/me/totals", response={200: TotalsOut, 401: Problem}, operation_id="my_totals")
def my_totals(request: HttpRequest) -> Any:
    volunteer = _volunteer(request)
    return queries.totals_of(volunteer.pk if volunteer else request.user.pk)  # type: ignore[arg-type]


def _volunteer(request: HttpRequest) -> Volunteer | None:
    return Volunteer.objects.filter(user=request.user.pk).only("pk").first()
