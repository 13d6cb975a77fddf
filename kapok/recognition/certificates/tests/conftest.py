"""Records to certify, without the activities they came from."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from kapok.activity.records.models import ServiceRecord
from kapok.core.common.ids import new_id
from kapok.recognition.certificates import actions
from kapok.recognition.certificates.actions import Wish

TEXTS = {
    "activity_name": "珠江边捡拾垃圾",
    "activity_name_en": "Riverside clean-up",
    "organization_name": "珠江志愿服务队",
    "organization_name_en": "Pearl River Volunteers",
    "place": "临江大道1号",
    "content": "沿江步道清洁与垃圾分类宣传",
    "content_en": "Cleaning the riverside path",
    "person_in_charge": "陈大文",
}


def record(volunteer, day: date, minutes: int = 90, **more) -> ServiceRecord:
    start = timezone.make_aware(datetime.combine(day, time(9)))
    fields = {
        "state": "effective",
        "record_class": "credit",
        "trust_class": "A",
        "evidence": "qr_rotating/qr_rotating",
        **TEXTS,
        **more,
    }
    return ServiceRecord.objects.create(
        volunteer_id=volunteer.pk,
        organization_id=new_id(),
        activity_id=new_id(),
        session_id=new_id(),
        region_code="440106",
        service_day=day,
        served=DateTimeTZRange(start, start + timedelta(minutes=minutes)),
        actual_minutes=minutes,
        service_minutes=minutes,
        due_on=day + timedelta(days=14),
        written_at=start,
        **fields,
    )


def next_version(old: ServiceRecord, *, at: datetime, **changes) -> ServiceRecord:
    """What the records room does when it decides again: stamp the old version, write the next."""
    ServiceRecord.objects.filter(pk=old.pk).update(superseded_at=at)
    fields = {field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields}
    return ServiceRecord.objects.create(
        **{**fields, "id": new_id(), "version": old.version + 1, "superseded_at": None, **changes}
    )


@pytest.fixture
def today(town) -> date:
    return timezone.localdate(town.now)


@pytest.fixture
def lin(town, today):
    """Lin with two effective records of this month, 90 and 100 minutes."""
    volunteer = town.volunteers["lin"]
    volunteer.served = [
        record(volunteer, today - timedelta(days=9)),
        record(volunteer, today - timedelta(days=2), 100, trust_class="C"),
    ]
    return volunteer


@pytest.fixture
def wish(today) -> Wish:
    return Wish(start=today - timedelta(days=30), end=today)


@pytest.fixture
def issued(town, lin, wish):
    return actions.request(lin, wish=wish, by=town.lin, at=town.now)
