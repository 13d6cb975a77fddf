from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from kapok.core.common.ids import new_id
from kapok.recognition.points import amounts, ledger
from kapok.recognition.points.models import (
    AccountKind,
    PointsAccount,
    PointsEntry,
    PointsTransaction,
    TransactionKind,
)
from kapok.recognition.points.refusals import AccountFrozen, NotEnoughPoints


def earn(volunteer, amount, *, at, source=None):
    return ledger.Posting(
        volunteer=volunteer.pk,
        kind=TransactionKind.EARNED if amount > 0 else TransactionKind.REVERSED,
        source=source or f"test:{new_id()}",
        legs={AccountKind.VOLUNTEER: amount, AccountKind.ISSUANCE: -amount},
        at=at,
    )


def hold(volunteer, amount, *, at, source=None):
    return ledger.Posting(
        volunteer=volunteer.pk,
        kind=TransactionKind.HELD,
        source=source or f"test:{new_id()}",
        legs={AccountKind.VOLUNTEER: -amount, AccountKind.HELD: amount},
        at=at,
    )


def account(volunteer):
    return PointsAccount.objects.get(pk=volunteer.pk)


def assert_the_books_agree():
    assert (PointsEntry.objects.aggregate(sum=Sum("amount"))["sum"] or 0) == 0
    for each in PointsAccount.objects.all():
        entries = PointsEntry.objects.filter(volunteer_id=each.pk)
        for kind, balance in (("volunteer", each.available), ("held", each.held)):
            assert (entries.filter(account=kind).aggregate(sum=Sum("amount"))["sum"] or 0) == balance


class TestPost:
    def test_moves_the_balance_and_writes_legs_that_cancel(self, town):
        lin = town.volunteers["lin"]

        row = ledger.post(earn(lin, 300, at=town.now))

        assert account(lin).available == 300
        assert (row.amount, row.balance) == (300, 300)
        assert_the_books_agree()

    def test_posts_a_source_once(self, town):
        lin = town.volunteers["lin"]

        first = ledger.post(earn(lin, 300, at=town.now, source="record:a:1"))
        again = ledger.post(earn(lin, 300, at=town.now, source="record:a:1"))

        assert first.pk == again.pk
        assert account(lin).available == 300

    def test_refuses_a_hold_beyond_the_balance_and_leaves_nothing_behind(self, town):
        lin = town.volunteers["lin"]
        ledger.post(earn(lin, 300, at=town.now))

        with pytest.raises(NotEnoughPoints) as refusal:
            ledger.post(hold(lin, 301, at=town.now))

        assert "3.01" in str(refusal.value)
        assert account(lin).held == 0
        assert_the_books_agree()

    def test_an_overdrawn_account_is_frozen_until_service_fills_it(self, town):
        lin = town.volunteers["lin"]
        ledger.post_many([earn(lin, 300, at=town.now), hold(lin, 300, at=town.now)])

        ledger.post(earn(lin, -300, at=town.now))
        assert account(lin).available == -300
        with pytest.raises(AccountFrozen):
            ledger.post(hold(lin, 100, at=town.now))

        ledger.post(earn(lin, 400, at=town.now))
        assert account(lin).frozen_at is None
        ledger.post(hold(lin, 100, at=town.now))
        assert_the_books_agree()

    def test_refuses_legs_that_do_not_cancel(self, town):
        with pytest.raises(ValueError, match="do not cancel"):
            ledger.Posting(
                volunteer=town.volunteers["lin"].pk,
                kind=TransactionKind.EARNED,
                source="test:lame",
                legs={AccountKind.VOLUNTEER: 5},
                at=town.now,
            )

    def test_many_postings_cost_as_many_statements_as_one(self, town, django_assert_num_queries):
        lin, qiao = town.volunteers["lin"], town.volunteers["qiao"]

        with django_assert_num_queries(8):  # two of them the savepoint
            ledger.post_many([earn(each, 100, at=town.now) for each in [lin, qiao] * 50])

        assert account(lin).available == account(qiao).available == 5000


class TestTheDatabase:
    """What no code of ours can get wrong."""

    def test_points_entries_sum_to_zero(self, town):
        with pytest.raises(IntegrityError, match="does not sum to zero"), transaction.atomic():
            PointsEntry.objects.create(
                volunteer_id=town.volunteers["lin"].pk,
                transaction_id=new_id(),
                account=AccountKind.VOLUNTEER,
                amount=1,
            )
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_entries_are_append_only(self, town):
        ledger.post(earn(town.volunteers["lin"], 100, at=town.now))

        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            PointsEntry.objects.filter(amount=100).update(amount=900)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            PointsEntry.objects.all().delete()

    def test_points_entry_moves_something(self, town):
        with pytest.raises(IntegrityError, match="points_entry_moves_something"):
            PointsEntry.objects.create(
                volunteer_id=town.volunteers["lin"].pk,
                transaction_id=new_id(),
                account=AccountKind.VOLUNTEER,
                amount=0,
            )

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"available": -1}, "points_available_not_negative_unless_frozen"),
            ({"held": -1}, "points_held_not_negative"),
        ],
    )
    def test_balances_stay_above_zero(self, town, change, constraint):
        with pytest.raises(IntegrityError, match=constraint):
            PointsAccount.objects.create(volunteer=town.volunteers["lin"], **change)


@pytest.mark.django_db(transaction=True)
def test_many_holds_at_once_never_take_more_than_there_is(town):
    lin = town.volunteers["lin"]
    ledger.post(earn(lin, 500, at=town.now))
    ready, outcomes = Barrier(8), []

    def try_to_hold():
        try:
            ready.wait()
            ledger.post(hold(lin, 100, at=town.now))
            outcomes.append("held")
        except NotEnoughPoints:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=try_to_hold) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(outcomes) == ["held"] * 5 + ["refused"] * 3
    assert (account(lin).available, account(lin).held) == (0, 500)
    assert PointsTransaction.objects.filter(kind="held").count() == 5
    assert_the_books_agree()


@pytest.mark.parametrize(
    ("minutes", "per_hour", "amount", "words"),
    [(180, 100, 300, "3"), (90, 100, 150, "1.5"), (50, 100, 83, "0.83"), (60, 200, 200, "2")],
)
def test_minutes_become_points(minutes, per_hour, amount, words):
    assert amounts.earned(minutes, per_hour) == amount
    assert amounts.shown(amount) == words


def test_amounts_in_words():
    assert amounts.shown(-50) == "-0.5"
    assert amounts.shown(123456700) == "1,234,567"
    assert (amounts.signed(150), amounts.signed(-150)) == ("+1.5", "−1.5")
