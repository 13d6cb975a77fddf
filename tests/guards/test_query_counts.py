"""A list page asks the database as often for thirty rows as for three, and no oftener than is written down.

`KAPOK_RECORD=1 bin/test tests/guards/test_query_counts.py` writes the counts down anew.
"""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg.types.range import TimestamptzRange

from kapok.activity.activities.models import SignUp
from kapok.activity.records.models import ServiceRecord
from kapok.core import journal
from kapok.information.notices.models import Notice
from kapok.organization.organizations.models import Organization
from kapok.recognition.certificates.models import ServiceCertificate
from kapok.recognition.points import ledger
from kapok.recognition.points.models import AccountKind, TransactionKind
from kapok.recognition.stars.models import StarGrade
from kapok.recognition.store.models import ExchangeStore, RedemptionItem
from tests.guards.pages import as_person

COUNTS = Path(__file__).with_name("query_counts.json")
FEW, MANY = 3, 30


def activities(town: Any, number: int, **more: Any) -> None:
    for _ in range(number):
        town.activity(**more)


def organizations(town: Any, number: int) -> None:
    for each in range(number):
        Organization.objects.create(
            name=f"街坊会{each}-{uuid4()}"[:60], kind="committee", state="active", region_id="440106",
            guiding_body=town.federation_org, person_in_charge="方", active_since=town.now,
        )  # fmt: skip


def stores(town: Any, number: int) -> None:
    for _ in range(number):
        ExchangeStore.objects.create(
            organization=town.river_org,
            region_id="440106",
            name=f"超市{uuid4()}"[:40],
            address="路1号",
            opening_hours="9–17",
        )


def items(town: Any, number: int) -> None:
    for _ in range(number):
        RedemptionItem.objects.create(store=town.store, name=f"米{uuid4()}"[:40], price=100, on_hand=2)


def people(town: Any, number: int) -> None:
    for _ in range(number):
        town.volunteer()


def signups_of(volunteers: list, positions: list, town: Any) -> None:
    for volunteer in volunteers:
        for position in positions:
            SignUp.objects.create(
                activity=position.activity, position=position, volunteer=volunteer, state="confirmed",
                served=TimestamptzRange(position.session.starts_at, position.session.ends_at), asked_at=town.now,
                decided_at=town.now, queued=SignUp.objects.count() + 1,
            )  # fmt: skip


def own_signups(town: Any, number: int) -> None:
    since = SignUp.objects.count()
    for each in range(number):
        _, _, position = town.activity(starts_in=timedelta(days=since + each + 2))
        signups_of([town.volunteers["lin"]], [position], town)


def roster(town: Any, number: int) -> None:
    town.position.capacity += number
    town.position.save()
    signups_of([town.volunteer() for _ in range(number)], [town.position], town)


def records(town: Any, number: int, state: str = "effective") -> None:
    since = ServiceRecord.objects.count()
    for each in range(number):
        starts = town.now - timedelta(days=since + each + 1)
        ServiceRecord.objects.create(
            volunteer_id=town.volunteers["lin"].pk, volunteer_user_id=town.lin.pk, organization_id=town.river_org.pk,
            activity_id=town.clean_up.pk, session_id=uuid4(), position_name="清洁", activity_name="净滩",
            organization_name="珠江", place="广州", region_code="440106", content="清洁", person_in_charge="陈",
            service_day=starts.date(), served=TimestamptzRange(starts, starts + timedelta(hours=2)), actual_minutes=120,
            service_minutes=120, record_class="credit", trust_class="A", evidence="qr_rotating/qr_rotating",
            state=state, due_on=town.now.date(), written_at=town.now,
        )  # fmt: skip


def waiting_records(town: Any, number: int) -> None:
    records(town, number, "pending_confirmation")


def stars(town: Any, number: int) -> None:
    for _ in range(number):
        person = town.volunteer()
        StarGrade.objects.create(volunteer=person, level=1, minutes=6_000, reached_at=town.now - timedelta(days=30))


def points(town: Any, number: int) -> None:
    legs = {AccountKind.VOLUNTEER: 100, AccountKind.ISSUANCE: -100}
    for _ in range(number):
        posting = ledger.Posting(volunteer=town.volunteers["lin"].pk, kind=TransactionKind.EARNED,
                                 source=f"test:{uuid4()}", legs=legs, at=town.now)  # fmt: skip
        ledger.post(posting)


def certificates(town: Any, number: int) -> None:
    day = town.now.date()
    for _ in range(number):
        ServiceCertificate.objects.create(
            number=uuid4().hex[:20], check_code="AAAAAA", volunteer=town.volunteers["lin"], state="issued",
            range_start=day, range_end=day, minutes=60, records=1, snapshot={}, snapshot_hash=uuid4().hex,
            content_hash=uuid4().hex, requested_at=town.now, issued_at=town.now,
        )  # fmt: skip


def notices(town: Any, number: int) -> None:
    for _ in range(number):
        Notice.objects.create(
            user=town.lin, line_id=uuid4(), verb="volunteer.activated", details={"about": str(uuid4())}, at=town.now
        )


def lines(town: Any, number: int) -> None:
    for _ in range(number):
        journal.write(
            "activity.published", by=town.chen, about=town.clean_up, at=town.now, organization=town.river_org.pk
        )


def nothing(town: Any, number: int) -> None:
    """The rules are as many as there are."""


@pytest.fixture(autouse=True)
def memories_stand_still(monkeypatch):
    """What is read anew every second or few is no part of a page's count."""
    monkeypatch.setattr("kapok.core.policies.reading.CHECK_EVERY", 3600)
    monkeypatch.setattr("kapok.core.substations.queries.FRESH_SECONDS", 3600)


Page = tuple[str, str, Callable[[Any, int], None], Callable[[Any], list]]
PAGES: list[Page] = [
    ("portal:activities", "visitor", activities, lambda town: []),
    ("portal:map", "visitor", activities, lambda town: []),
    ("portal:calendar", "visitor", activities, lambda town: []),
    ("organizations:list", "visitor", organizations, lambda town: []),
    ("policies:index", "visitor", nothing, lambda town: []),
    ("store:stores", "visitor", stores, lambda town: []),
    ("store:store", "visitor", items, lambda town: [town.store.pk]),
    ("volunteers:list", "wu", people, lambda town: []),
    ("activities:organise", "chen", activities, lambda town: []),
    ("activities:organise_roster", "chen", roster, lambda town: [town.clean_up.pk]),
    ("activities:approvals", "wu", lambda town, n: activities(
        town, n, state="pending_review", approval_level="parent", substation=town.river), lambda town: []),
    ("activities:my_signups", "lin", own_signups, lambda town: []),
    ("attendance:roster", "chen", roster, lambda town: [town.session.pk]),
    ("records:mine", "lin", records, lambda town: []),
    ("records:pending", "zhou", waiting_records, lambda town: []),
    ("stars:waiting", "ma", stars, lambda town: []),
    ("points:mine", "lin", points, lambda town: []),
    ("notices:inbox", "lin", notices, lambda town: []),
    ("certificates:mine", "lin", certificates, lambda town: []),
    ("journal:list", "he", lines, lambda town: []),
]  # fmt: skip


def asked(client: Client, address: str) -> int:
    """The smaller of two countings: what is remembered for a while may lapse during one of them."""
    return min(_asked_once(client, address) for _ in range(2))


def _asked_once(client: Client, address: str) -> int:
    client.get(address)  # what is remembered between requests is remembered now
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200, answer.headers.get("Location", answer.content[:400])
    return len(seen)


@pytest.mark.parametrize("page", PAGES, ids=[page[0] for page in PAGES])
def test_a_list_asks_as_often_for_many_as_for_few(town, page, settings):
    name, who, grow, arguments = page
    settings.DEMO = True
    type(town.lin).objects.update(is_demo=True)
    address = reverse(name, args=arguments(town))
    client = as_person(town, who)
    grow(town, FEW)
    few = asked(client, address)
    grow(town, MANY - FEW)
    many = asked(client, address)
    assert many <= few, f"{name}: {few} statements for {FEW} rows, {many} for {MANY}"
    _compare(name, max(few, many))


def _compare(name: str, count: int) -> None:
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    if os.environ.get("KAPOK_RECORD") == "1":
        COUNTS.write_text(json.dumps({**known, name: count}, indent=1, sort_keys=True) + "\n")
    else:
        assert count <= known.get(name, 0), f"{name} asks {count} times; {known.get(name, 'nothing')} is written down."


def test_nothing_written_down_is_stale():
    assert set(json.loads(COUNTS.read_text())) == {page[0] for page in PAGES}
