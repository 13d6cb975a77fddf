from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from kapok.core.common.ids import new_id
from kapok.core.journal.models import Line
from kapok.recognition.points.models import PointsAccount, PointsEntry
from kapok.recognition.points.refusals import AccountFrozen, NotEnoughPoints
from kapok.recognition.store import actions, codes, refusals
from kapok.recognition.store.models import Redemption, RedemptionItem, StockMovement
from kapok.recognition.store.tests.conftest import give


def account(volunteer):
    return PointsAccount.objects.get(pk=volunteer.pk)


def shelf(item):
    item.refresh_from_db()
    return item.on_hand, item.reserved


class TestReserve:
    def test_holds_points_and_stock_for_seven_days(self, town, rich, reserve):
        redemption, code = reserve(rich, quantity=2)

        assert (account(rich).available, account(rich).held) == (10_000, 10_000)
        assert shelf(town.rice) == (3, 2)
        assert redemption.expires_at == town.now + timedelta(days=7)
        assert redemption.policies == ["BR-66@default", "BR-73@default"]
        assert Line.objects.get(verb="redemption.reserved").person_id == rich.pk
        assert code == codes.code_of(redemption.pk)
        assert code.encode() not in bytes(redemption.code_hash)

    def test_the_same_form_twice_reserves_once(self, rich, reserve):
        request_id = new_id()

        first, code = reserve(rich, request_id=request_id)
        again, same = reserve(rich, request_id=request_id)

        assert (first.pk, code) == (again.pk, same)
        assert account(rich).held == 5_000

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"withdrawn_at": "now"}, refusals.ItemWithdrawn),
            ({"on_hand": 0}, refusals.OutOfStock),
            ({"price": 20_001}, NotEnoughPoints),
        ],
    )
    def test_refusals_of_the_item(self, town, rich, reserve, change, refusal):
        change = {name: town.now if value == "now" else value for name, value in change.items()}
        RedemptionItem.objects.filter(pk=town.rice.pk).update(**change)

        with pytest.raises(refusal) as said:
            reserve(rich)
        assert "%(" not in str(said.value)
        assert not Redemption.objects.exists()

    def test_each_person_has_a_limit_which_a_cancelled_one_does_not_fill(self, town, rich, reserve):
        first, _code = reserve(rich)
        reserve(rich)
        with pytest.raises(refusals.PersonalLimitReached, match="2"):
            reserve(rich)

        actions.cancel(first, by=town.lin, at=town.now)
        reserve(rich)

    def test_a_newcomer_serves_first(self, town, reserve):
        with pytest.raises(refusals.NotEnoughService, match="100"):
            reserve(town.volunteers["qiao"])

    def test_a_suspended_volunteer_waits(self, town, rich, reserve):
        rich.enrolment.state = "suspended"
        rich.enrolment.save()
        with pytest.raises(refusals.NotAVolunteer):
            reserve(rich)

    def test_a_closed_store_gives_nothing(self, town, rich, reserve):
        town.store.closed_at = town.now
        town.store.save()
        with pytest.raises(refusals.StoreClosed):
            reserve(rich)

    def test_a_frozen_account_waits(self, town, rich, reserve):
        PointsAccount.objects.update(frozen_at=town.now, frozen_reason="sanction")
        with pytest.raises(AccountFrozen):
            reserve(rich)
        assert shelf(town.rice) == (3, 0)


class TestLettingGo:
    def test_cancel_gives_points_and_stock_back_once(self, town, rich, reserve):
        redemption, _code = reserve(rich)

        actions.cancel(redemption, by=town.lin, at=town.now)
        with pytest.raises(refusals.NotReserved):
            actions.cancel(redemption, by=town.lin, at=town.now)

        assert (account(rich).available, account(rich).held) == (20_000, 0)
        assert shelf(town.rice) == (3, 0)

    def test_what_nobody_came_for_expires(self, town, rich, reserve):
        redemption, code = reserve(rich)
        late = town.now + timedelta(days=7)

        assert actions.expire_due(at=late - timedelta(minutes=1)) == 0
        with pytest.raises(refusals.ReservationOver):
            actions.pick_up(code, store=town.store, by=town.tan, at=late)
        assert actions.expire_due(at=late) == 1

        redemption.refresh_from_db()
        assert redemption.state == "expired"
        assert account(rich).available == 20_000
        assert Line.objects.filter(verb="redemption.expired", by_id=None).count() == 1


class TestPickUp:
    def test_spends_the_points_and_moves_the_stock(self, town, rich, reserve):
        _redemption, code = reserve(rich)

        typed = codes.spaced(code).lower()
        done = actions.pick_up(typed, store=town.store, by=town.tan, at=town.now)

        assert done.handed_by_id == town.tan.pk
        assert (account(rich).available, account(rich).held) == (15_000, 0)
        assert shelf(town.rice) == (2, 0)
        assert StockMovement.objects.get().quantity == -1
        assert PointsEntry.objects.filter(account="store").aggregate(s=Sum("amount"))["s"] == 5_000
        assert PointsEntry.objects.aggregate(sum=Sum("amount"))["sum"] == 0

    def test_a_code_works_once_and_says_when_it_was_used(self, town, rich, reserve):
        _redemption, code = reserve(rich)
        actions.pick_up(code, store=town.store, by=town.tan, at=town.now)

        with pytest.raises(refusals.CodeUsed, match=r"\d\d:\d\d"):
            actions.pick_up(code, store=town.store, by=town.tan, at=town.now)

    @pytest.mark.parametrize("code", ["", "ABC", "AAAAAAAAA", "2345678", "' OR 1=1 --", "团团团"])
    def test_what_is_no_code_is_unknown(self, town, code):
        with pytest.raises(refusals.UnknownCode):
            actions.pick_up(code, store=town.store, by=town.tan, at=town.now)

    def test_a_code_of_another_store_is_unknown_here(self, town, rich, reserve):
        _redemption, code = reserve(rich)
        other = type(town.store).objects.create(
            organization=town.hill_org,
            region_id="440305",
            name="南山爱心超市",
            address="深南大道1号",
        )
        with pytest.raises(refusals.UnknownCode):
            actions.pick_up(code, store=other, by=town.deng, at=town.now)

    def test_nobody_hands_goods_to_themselves(self, town, rich, reserve):
        _redemption, code = reserve(rich)
        with pytest.raises(refusals.OwnRedemption):
            actions.pick_up(code, store=town.store, by=town.lin, at=town.now)

    def test_a_frozen_account_is_not_served(self, town, rich, reserve):
        _redemption, code = reserve(rich)
        PointsAccount.objects.update(frozen_at=town.now, frozen_reason="overdrawn")
        with pytest.raises(AccountFrozen):
            actions.pick_up(code, store=town.store, by=town.tan, at=town.now)

    def test_faulty_goods_are_refunded_by_a_posting_of_its_own(self, town, rich, reserve):
        _redemption, code = reserve(rich)
        done = actions.pick_up(code, store=town.store, by=town.tan, at=town.now)

        with pytest.raises(refusals.ReasonNeeded):
            actions.refund(done, reason=" ", by=town.tan, at=town.now)
        actions.refund(done, reason="袋子破了", by=town.tan, at=town.now)
        with pytest.raises(refusals.NotPickedUp):
            actions.refund(done, reason="again", by=town.tan, at=town.now)

        assert account(rich).available == 20_000
        assert shelf(town.rice) == (2, 0)


def at_once(*calls):
    ready, outcomes = Barrier(len(calls)), []

    def run(call):
        try:
            ready.wait()
            call()
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_two_clerks_with_one_code(self, town, rich, reserve):
        _redemption, code = reserve(rich)
        clerks = [town.tan, town.fang, town.wu, town.ma]

        outcomes = at_once(
            *[lambda by=by: actions.pick_up(code, store=town.store, by=by, at=town.now) for by in clerks]
        )

        assert outcomes == ["CodeUsed"] * 3 + ["done"]
        assert shelf(town.rice) == (2, 0)
        assert account(rich).held == 0

    def test_the_last_piece_wanted_by_many(self, town, reserve):
        RedemptionItem.objects.filter(pk=town.rice.pk).update(on_hand=1)
        people = [give(town, each, 10_000) for each in list(town.volunteers.values())[:5]]

        outcomes = at_once(*[lambda who=who: reserve(who) for who in people])

        assert outcomes == ["OutOfStock"] * 4 + ["done"]
        assert shelf(town.rice) == (1, 1)

    def test_points_for_one_wanted_for_two(self, town, reserve):
        lin = give(town, town.volunteers["lin"], 6_000)
        soap = RedemptionItem.objects.create(store=town.store, name="皂", price=5000, on_hand=9)

        outcomes = at_once(lambda: reserve(lin), lambda: reserve(lin, item=soap))

        assert outcomes == ["NotEnoughPoints", "done"]
        assert (account(lin).available, account(lin).held) == (1_000, 5_000)

    def test_one_button_pressed_twice(self, town, rich, reserve):
        request_id = new_id()
        outcomes = at_once(*[lambda: reserve(rich, request_id=request_id)] * 3)

        assert outcomes == ["done"] * 3
        assert Redemption.objects.count() == 1
        assert account(rich).held == 5_000

    def test_cancel_and_hand_over_at_the_same_moment(self, town, rich, reserve):
        redemption, code = reserve(rich)

        outcomes = at_once(
            lambda: actions.cancel(redemption, by=town.lin, at=town.now),
            lambda: actions.pick_up(code, store=town.store, by=town.tan, at=town.now),
        )

        assert outcomes.count("done") == 1
        assert account(rich).held == 0
        assert shelf(town.rice)[1] == 0


class TestTheDatabase:
    def broken(self, redemption, **change):
        with transaction.atomic():
            Redemption.objects.filter(pk=redemption.pk).update(**change)

    def test_constraints_of_a_redemption(self, town, rich, reserve):
        redemption, _code = reserve(rich)
        other, _code = reserve(rich)
        with pytest.raises(IntegrityError, match="redemption_of_something"):
            self.broken(redemption, quantity=0)
        with pytest.raises(IntegrityError, match="redemption_ended_has_its_moment"):
            self.broken(redemption, state="expired")
        with pytest.raises(IntegrityError, match="redemption_once_per_request"):
            self.broken(other, request_id=redemption.request_id)

    def test_constraints_of_an_item(self, town):
        rice = RedemptionItem.objects.filter(pk=town.rice.pk)
        with pytest.raises(IntegrityError, match="item_costs_something"), transaction.atomic():
            rice.update(price=0)
        with (
            pytest.raises(IntegrityError, match="item_stock_covers_reservations"),
            transaction.atomic(),
        ):
            rice.update(reserved=4)

    def test_clerk_once_per_store(self, town):
        clerk = town.store.clerks.get()
        with pytest.raises(IntegrityError, match="clerk_once_per_store"):
            clerk.pk = new_id()
            clerk.save(force_insert=True)
