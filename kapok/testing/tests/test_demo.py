"""A small province holds together: sums agree, nothing is over-full, the cast have what their cards promise."""

import pytest
from django.db import connection
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from pypinyin import lazy_pinyin

from kapok.activity.activities.models import Activity, Position, SignUp
from kapok.activity.activities.queries import public_list
from kapok.activity.records.models import HonourRecord, ServiceRecord, TrainingRecord, VolunteerTotals
from kapok.core.journal import readers
from kapok.core.journal.models import Line
from kapok.core.journal.models import Position as Place
from kapok.core.substations import queries as substations
from kapok.information.notices.models import Notice
from kapok.recognition.certificates.models import ServiceCertificate
from kapok.recognition.points.models import PointsAccount, PointsEntry, PointsTransaction
from kapok.recognition.stars.models import StarGrade
from kapok.recognition.store.models import Redemption
from kapok.testing.demo import stories, work
from kapok.testing.demo.load import load

UNBALANCED = """
SELECT count(*) FROM points_pointsaccount a LEFT JOIN (
    SELECT volunteer_id, sum(amount) FILTER (WHERE account = 'volunteer') AS available,
           sum(amount) FILTER (WHERE account = 'held') AS held
    FROM points_pointsentry GROUP BY volunteer_id
) e USING (volunteer_id)
WHERE a.available <> coalesce(e.available, 0) OR a.held <> coalesce(e.held, 0)
"""
WRONG_TOTALS = """
SELECT count(*) FROM records_volunteertotals t LEFT JOIN (
    SELECT volunteer_id, sum(service_minutes) AS minutes, count(*) AS number FROM records_servicerecord
    WHERE superseded_at IS NULL AND state = 'effective' GROUP BY volunteer_id
) r USING (volunteer_id)
WHERE t.credit_minutes + t.honour_minutes <> coalesce(r.minutes, 0) OR t.records <> coalesce(r.number, 0)
"""
MISCOUNTED = """
SELECT count(*) FROM activities_position p WHERE confirmed > capacity OR confirmed <> (
    SELECT count(*) FROM activities_signup s WHERE s.position_id = p.id AND s.state = 'confirmed')
"""


def one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.fixture
def province(transactional_db, monkeypatch):
    """A province of three hundred, with fewer projects and no PDF."""
    monkeypatch.setattr(work, "PROJECTS", 45)
    monkeypatch.setattr(work, "CANTEENS", 1)
    monkeypatch.setattr(stories, "_lins_certificate", lambda world: None)
    yield load(now=timezone.now(), say=lambda text: None, volunteers=300)
    substations.forget()


def test_a_small_province_holds_together(province, client, settings):
    _sums_agree()
    _the_journal_is_whole()
    _the_cast_have_what_their_cards_promise(province)
    _words_are_found(province)
    _a_rebuild_finds_everything_as_it_is()
    _the_door_stands(client, settings)


def _sums_agree() -> None:
    assert ServiceRecord.objects.effective().count() > 1_000
    assert one(WRONG_TOTALS) == one(UNBALANCED) == one(MISCOUNTED) == 0
    assert PointsEntry.objects.aggregate(sum=Sum("amount"))["sum"] == 0
    assert not Position.objects.filter(confirmed__gt=0, activity__taken=0).exists()


def _the_journal_is_whole() -> None:
    assert Place.objects.count() == Line.objects.count()
    assert Place.objects.order_by("-seq").values_list("seq", flat=True)[0] == Line.objects.count()


def _the_cast_have_what_their_cards_promise(world) -> None:
    lin, hua, zhou = (world.cast[f"{key}.volunteer"] for key in ("lin", "hua", "zhou"))
    hours = dict(VolunteerTotals.objects.values_list("volunteer_id", "credit_minutes"))
    assert hours[lin.pk] > hours[hua.pk] > 60 * 60
    assert StarGrade.objects.filter(volunteer=lin, state="certified").exists()
    assert TrainingRecord.objects.filter(volunteer=lin).count() == 2
    assert HonourRecord.objects.filter(volunteer=lin).exists()
    states = Redemption.objects.filter(volunteer__in=[lin, hua]).values_list("state", flat=True)
    assert sorted(states) == ["picked_up", "picked_up", "reserved", "reserved"]
    assert Activity.objects.filter(state="draft").exists()
    assert Activity.objects.filter(state="pending_review", approval_level="parent").count() == 1
    today = SignUp.objects.filter(activity__state="in_progress", state="confirmed", volunteer__user__is_demo=True)
    assert set(today.values_list("volunteer__user__name", flat=True)) == {"林小雨", "乔一鸣"}
    assert Notice.objects.filter(user=lin.user, read_at__isnull=True).exists()
    assert not ServiceRecord.objects.filter(decided_by_id=zhou.user_id, volunteer_id=zhou.pk).exists()
    assert not ServiceCertificate.objects.exists()


def _words_are_found(world) -> None:
    name = public_list(at=world.now).first().name
    assert public_list(text=name[:2], at=world.now).exists()
    assert public_list(text="".join(lazy_pinyin(name[:2])), at=world.now).exists()


def _a_rebuild_finds_everything_as_it_is() -> None:
    before = dict(PointsAccount.objects.values_list("pk", "available")), StarGrade.objects.count()
    transactions = PointsTransaction.objects.count()
    readers.rebuild("points")
    assert PointsTransaction.objects.count() == transactions
    assert (dict(PointsAccount.objects.values_list("pk", "available")), StarGrade.objects.count()) == before


def _the_door_stands(client, settings) -> None:
    settings.DEMO = False
    assert client.get(reverse("demo:sign_in_as")).status_code == 404
    assert client.post(reverse("demo:become", args=["lin"])).status_code == 404
    settings.DEMO = True
    assert "林小雨" in client.get(reverse("demo:sign_in_as")).text
    assert client.post(reverse("demo:become", args=["lin"])).headers["Location"] == reverse("portal:me")
    assert client.post(reverse("demo:become", args=["nobody"])).status_code == 404
    assert client.get(reverse("portal:me")).status_code == 200
