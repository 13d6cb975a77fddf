from datetime import timedelta

import pytest

from kapok.core.journal import readers
from kapok.core.journal.readers import registry
from kapok.recognition.points import ledger
from kapok.recognition.points.models import PointsAccount, PointsEntry, PointsTransaction
from kapok.recognition.points.tests.service import record, settle, tell
from kapok.recognition.points.tests.test_ledger import account, assert_the_books_agree, hold


def later(town, minutes=1):
    return town.now + timedelta(minutes=minutes)


def test_credit_hours_earn_and_honour_hours_do_not(town):
    lin, qiao = town.volunteers["lin"], town.volunteers["qiao"]
    record(town, lin, minutes=150)
    record(town, qiao, minutes=150, record_class="honour")

    settle()

    assert account(lin).available == 250
    assert not PointsAccount.objects.filter(pk=qiao.pk).exists()
    row = PointsTransaction.objects.get()
    assert row.details["per_hour"] == 100
    assert row.policies == ["BR-65@default"]


def test_an_adjusted_record_posts_the_difference(town):
    lin = town.volunteers["lin"]
    uid = record(town, lin, minutes=180)
    settle()

    tell("record.adjusted", lin, uid, minutes=120, version=2, at=later(town))
    tell("record.adjusted", lin, uid, minutes=240, version=3, at=later(town, 2))
    settle()

    amounts = list(PointsTransaction.objects.order_by("at").values_list("amount", flat=True))
    assert amounts == [300, -100, 200]
    assert account(lin).available == 400


def test_a_void_record_takes_its_points_back_even_below_zero(town):
    lin = town.volunteers["lin"]
    uid = record(town, lin, minutes=180)
    settle()
    ledger.post(hold(lin, 200, at=town.now))

    tell("record.void", lin, uid, minutes=180, version=2, at=later(town))
    settle()

    assert account(lin).available == -200
    assert account(lin).frozen_at == later(town)
    assert_the_books_agree()


def story(town):
    """Earn, spend, adjust, void: the reader's whole repertoire."""
    lin, qiao = town.volunteers["lin"], town.volunteers["qiao"]
    uids = [record(town, lin, minutes=60 * hours) for hours in (1, 2, 3)]
    record(town, qiao, minutes=90)
    settle()
    ledger.post(hold(lin, 550, at=town.now))
    tell("record.adjusted", lin, uids[0], minutes=30, version=2, at=later(town))
    tell("record.void", lin, uids[2], minutes=180, version=2, at=later(town, 2))
    settle()


def books():
    return (
        sorted(PointsAccount.objects.values_list("pk", "available", "held", "frozen_at")),
        sorted(PointsEntry.objects.values_list("volunteer_id", "account", "amount")),
    )


def test_a_rebuild_changes_nothing_and_mends_a_wrong_balance(town):
    story(town)
    before = books()

    readers.rebuild("points")
    assert books() == before

    PointsAccount.objects.update(available=99)
    readers.rebuild("points")
    assert books() == before


def test_a_reader_killed_in_the_middle_of_a_batch_neither_loses_nor_doubles(town, monkeypatch):
    story(town)
    before = books()
    tell("record.effective", town.volunteers["qiao"], extra := record(town, town.volunteers["qiao"]),
         minutes=0, version=2, at=later(town))  # fmt: skip
    reader = registry["points"]

    def die_after_writing(postings):
        posted(postings)
        raise KeyboardInterrupt

    posted = ledger.post_many
    monkeypatch.setattr(ledger, "post_many", die_after_writing)
    with pytest.raises(KeyboardInterrupt):
        settle()
    assert books() == before
    monkeypatch.undo()

    settle()
    once = books()
    readers.read_once(reader)
    readers.rebuild("points")
    assert books() == once
    assert PointsTransaction.objects.filter(source__startswith=f"record:{extra}").count() == 2
    assert_the_books_agree()


def test_statements_do_not_grow_with_the_records(town, django_assert_max_num_queries):
    for person in list(town.volunteers.values()) * 10:
        record(town, person)

    with django_assert_max_num_queries(40):
        settle()

    assert PointsTransaction.objects.count() == 10 * len(town.volunteers)
