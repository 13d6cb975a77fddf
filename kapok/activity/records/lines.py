"""What the journal is told of a record: which version, how many minutes, and how the time was proved."""

from typing import Any
from uuid import UUID

from kapok.activity.records.models import ServiceRecord

ABOUT = "servicerecord"


def told(record: ServiceRecord, **more: Any) -> dict[str, Any]:
    return {
        "uid": str(record.uid),
        "version": record.version,
        "minutes": record.service_minutes,
        "class": str(record.record_class),
        "trust": str(record.trust_class),
        "evidence": record.evidence,
        "organization": str(record.organization_id),
        "activity": str(record.activity_id),
        "session": str(record.session_id),
        "day": record.service_day.isoformat(),
        "region": record.region_code,
        "due": record.due_on.isoformat(),
        **more,
    }


def about(record: ServiceRecord) -> tuple[str, UUID]:
    return ABOUT, record.uid
