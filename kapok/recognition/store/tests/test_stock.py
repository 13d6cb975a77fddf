from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from kapok.core.journal.models import Line
from kapok.recognition.store import actions, queries, refusals
from kapok.recognition.store.models import StockMovement


@pytest.fixture
def soap(town):
    fields = {"name": "香皂", "name_en": "Soap", "picture": "soap", "price": 200, "per_person": 5}
    item = actions.offer(town.store, by=town.tan, at=town.now, **fields)
    actions.receive_stock(item, quantity=10, reason="市总工会捐赠", by=town.tan, at=town.now)
    item.refresh_from_db()
    return item


def test_stock_is_the_sum_of_its_movements(town, soap, rich, reserve):
    _redemption, code = reserve(rich, item=soap, quantity=3)
    actions.pick_up(code, store=town.store, by=town.tan, at=town.now)
    actions.correct_stock(soap, counted=6, reason="受潮一块", by=town.tan, at=town.now)

    soap.refresh_from_db()
    assert soap.on_hand == soap.movements.aggregate(sum=Sum("quantity"))["sum"] == 6
    verbs = Line.objects.filter(about_id=soap.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["item.offered", "stock.received", "stock.corrected"]


def test_a_count_cannot_undercut_what_is_reserved(town, soap, rich, reserve):
    reserve(rich, item=soap, quantity=3)
    with pytest.raises(refusals.StockIsReserved, match="3"):
        actions.correct_stock(soap, counted=2, reason="盘点", by=town.tan, at=town.now)


def test_a_count_that_agrees_moves_nothing(town, soap):
    assert actions.correct_stock(soap, counted=10, reason="", by=town.tan, at=town.now) is None
    assert StockMovement.objects.count() == 1


def test_movements_need_a_reason_and_stay_as_they_are(town, soap):
    with pytest.raises(refusals.ReasonNeeded):
        actions.receive_stock(soap, quantity=1, reason="  ", by=town.tan, at=town.now)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        soap.movements.update(quantity=9)
    with pytest.raises(IntegrityError, match="stock_movement_moves_something"):
        soap.movements.create(quantity=0, at=town.now, by_id=town.tan.pk)


def test_the_month_count_adds_up(town, soap, rich, reserve):
    month = town.now.date().replace(day=1)
    before = town.now - timedelta(days=40)
    actions.receive_stock(soap, quantity=4, reason="上月入库", by=town.tan, at=before)
    _redemption, code = reserve(rich, item=soap)
    actions.pick_up(code, store=town.store, by=town.tan, at=town.now)

    [line] = queries.count_of_month(town.store, month)

    assert (line.opening, line.received, line.handed_over, line.closing) == (4, 10, 1, 13)
    soap.refresh_from_db()
    assert line.closing == soap.on_hand
    assert queries.month_of("nonsense", town.now.date()) == month


def test_what_is_off_the_shelf_can_still_be_picked_up(town, soap, rich, reserve):
    _redemption, code = reserve(rich, item=soap)
    actions.withdraw(soap, by=town.tan, at=town.now)

    with pytest.raises(refusals.ItemWithdrawn):
        reserve(rich, item=soap)
    actions.pick_up(code, store=town.store, by=town.tan, at=town.now)
