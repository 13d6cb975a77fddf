"""Check-in for phones that were offline: a batch of scans, each with its nonce."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from kapok.activity.attendance import actions
from kapok.core.common.refusals import Refusal

router = Router(tags=["attendance"])
MOST = 50
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class ScanIn(Schema):
    token: str = Field(
        max_length=100,
        pattern=r"^[a-z2-7]+$",
        description="what the rotating code's address ends with",
    )
    seen_at: AwareDatetime = Field(ge=FIRST, lt=LAST, description="when the device saw the code")
    nonce: UUID = Field(description="made by the device, once for this scan")


class Batch(Schema):
    scans: list[ScanIn] = Field(min_length=1, max_length=MOST)


class ScanOut(Schema):
    nonce: UUID
    accepted: bool
    again: bool = Field(False, description="it had arrived before; nothing changed")
    direction: str | None = None
    at: datetime | None = None
    code: str | None = Field(None, description="why not, for programs")
    message: str | None = Field(None, description="why not, for the person")


class BatchOut(Schema):
    results: list[ScanOut]


class Problem(Schema):
    code: str
    message: str
    field: str | None = None


@router.post(
    "/attendance/scans", response={200: BatchOut, 401: Problem, 403: Problem, 422: Problem},
    operation_id="send_scans",
)  # fmt: skip
def send_scans(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    """Scans made by the signed-in volunteer, oldest first. Each is taken or refused by itself; sending
    the same batch again changes nothing and gives the same answers."""
    return {"results": list(_each(request.user, batch.scans, timezone.now()))}


def _each(user: Any, scans: list[ScanIn], now: datetime) -> Iterator[dict[str, Any]]:
    for scan in sorted(scans, key=lambda each: each.seen_at):
        try:
            done = actions.scan(scan.token, user=user, at=scan.seen_at, received_at=now, nonce=scan.nonce)
        except Refusal as refusal:
            yield {
                "nonce": scan.nonce,
                "accepted": False,
                "code": refusal.code,
                "message": str(refusal),
            }
        else:
            yield {
                "nonce": scan.nonce, "accepted": True, "again": done.again,
                "direction": str(done.direction), "at": done.at,
            }  # fmt: skip
