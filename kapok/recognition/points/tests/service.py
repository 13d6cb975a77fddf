"""Records and their journal lines, written the way the records room writes them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from kapok.activity.records.models import ServiceRecord
from kapok.core import journal
from kapok.core.common.ids import new_id
from kapok.core.journal import readers
from kapok.core.journal.sequencing import place_pending


def record(town: Any, volunteer: Any, *, minutes: int = 180, record_class: str = "credit") -> UUID:
    """An effective record of `volunteer`, and its line; the uid."""
    uid, at = new_id(), town.now
    ServiceRecord.objects.create(
        volunteer_id=volunteer.pk,
        uid=uid,
        organization_id=town.river_org.pk,
        activity_id=town.clean_up.pk,
        session_id=new_id(),
        activity_name="珠江边捡拾垃圾",
        activity_name_en="Riverside clean-up",
        organization_name=town.river_org.name,
        place="临江大道1号",
        region_code="440106",
        content="清洁",
        person_in_charge="陈大文",
        service_day=at.date(),
        served=DateTimeTZRange(at - timedelta(minutes=minutes), at),
        actual_minutes=minutes,
        service_minutes=minutes,
        record_class=record_class,
        trust_class="A",
        evidence="qr_rotating/qr_rotating",
        state="effective",
        due_on=at.date(),
        written_at=at,
    )
    tell("record.effective", volunteer, uid, minutes=minutes, record_class=record_class, at=at)
    return uid


def tell(
    verb: str,
    volunteer: Any,
    uid: UUID,
    *,
    minutes: int,
    at: datetime,
    version: int = 1,
    record_class: str = "credit",
) -> None:
    with transaction.atomic():
        journal.write(
            verb,
            by=None,
            about=("servicerecord", uid),
            at=at,
            person=volunteer.pk,
            payload={
                "uid": str(uid),
                "version": version,
                "minutes": minutes,
                "class": record_class,
            },
        )


def settle() -> None:
    """Let the sequencer and the ledger catch up."""
    while place_pending():
        pass
    readers.catch_up("points")
