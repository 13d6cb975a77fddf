import pytest
from django.urls import reverse

from kapok.core.common.ids import new_id
from kapok.recognition.store import actions, codes
from kapok.recognition.store.models import Redemption

ENGLISH = {"Accept-Language": "en"}


def url(name, *things):
    return reverse(f"store:{name}", args=[getattr(thing, "pk", thing) for thing in things])


class TestShopping:
    def test_everybody_may_look(self, client, town):
        assert town.store.name in client.get(url("stores")).content.decode()
        assert town.rice.name in client.get(url("store", town.store)).content.decode()
        assert b"Sign in to reserve" in client.get(url("item", town.rice), headers=ENGLISH).content

    @pytest.mark.parametrize("region", ["440300", "000000", "x' OR 1", "all", ""])
    def test_the_list_takes_any_region(self, client, town, region):
        assert client.get(url("stores"), {"region": region}).status_code == 200

    def test_reserve_shows_the_code_and_again_later(self, client, town, rich):
        client.force_login(town.lin)
        form = {"quantity": 1, "request_id": new_id()}

        response = client.post(url("item", town.rice), form, follow=True)

        redemption = Redemption.objects.get()
        assert response.redirect_chain[-1][0] == url("redemption", redemption)
        assert codes.spaced(codes.code_of(redemption.pk)) in response.content.decode()
        assert b"<svg" in response.content
        assert town.rice.name in client.get(url("redemptions")).content.decode()

        client.post(url("cancel", redemption))
        assert client.get(url("redemptions"), {"show": "past"}).context["page"].rows == [redemption]

    def test_what_hinders_is_said_before_the_button(self, client, town):
        client.force_login(town.qiao)
        text = client.get(url("item", town.rice), headers=ENGLISH).content.decode()
        assert "after 100 hours of service" in text
        assert "data-reserve" not in text

    @pytest.mark.parametrize(
        "form",
        [
            {},
            {"quantity": "99", "request_id": "x"},
            {"quantity": "-1", "request_id": str(new_id())},
        ],
    )
    def test_a_hostile_form_is_answered(self, client, town, rich, form):
        client.force_login(town.lin)
        assert client.post(url("item", town.rice), form).status_code == 422

    def test_somebody_elses_reservation_does_not_exist(self, client, town, rich, reserve):
        redemption, _code = reserve(rich)
        client.force_login(town.qiao)
        assert client.get(url("redemption", redemption)).status_code == 404
        assert client.post(url("cancel", redemption)).status_code == 404

    def test_the_list_costs_the_same_for_many(self, client, town, rich, reserve, django_assert_max_num_queries):
        reserve(rich), reserve(rich)
        client.force_login(town.lin)
        with django_assert_max_num_queries(8):
            client.get(url("redemptions"))


class TestCounter:
    @pytest.mark.parametrize(("who", "status"), [("tan", 200), ("wu", 403), ("lin", 404), ("deng", 404), (None, 302)])
    def test_only_its_clerks_stand_there(self, client, town, who, status):
        if who:
            client.force_login(getattr(town, who))
        assert client.get(url("desk", town.store)).status_code == status

    @pytest.mark.parametrize(("who", "status"), [("tan", 200), ("wu", 200), ("lin", 404)])
    def test_who_sees_the_stock(self, client, town, who, status):
        client.force_login(getattr(town, who))
        for page in ("stock", "month", "handed", "new_item"):
            assert client.get(url(page, town.store)).status_code == status

    def test_the_way_there(self, client, town):
        client.force_login(town.tan)
        assert client.get(url("counter"))["Location"] == url("desk", town.store)
        client.force_login(town.wu)
        assert client.get(url("counter"))["Location"] == url("stock", town.store)
        client.force_login(town.qiao)
        assert client.get(url("counter")).status_code == 403

    def test_three_steps_to_hand_over(self, client, town, rich, reserve):
        redemption, code = reserve(rich)
        client.force_login(town.tan)

        looked_up = client.get(url("desk", town.store), {"code": code.lower()}).content.decode()
        assert "林*雨" in looked_up
        assert "林小雨" not in looked_up
        assert client.post(url("hand_over", town.store), {"code": code}).status_code == 302
        again = client.post(url("hand_over", town.store), {"code": code})

        redemption.refresh_from_db()
        assert redemption.state == "picked_up"
        assert again.status_code == 409

    def test_a_wrong_code_is_explained(self, client, town):
        client.force_login(town.tan)
        response = client.get(url("desk", town.store), {"code": "nonsense"}, headers=ENGLISH)
        assert response.status_code == 422
        assert b"Check each character" in response.content

    def test_stock_is_received_corrected_and_taken_off(self, client, town):
        client.force_login(town.tan)
        page = url("stock_item", town.store, town.rice)

        client.post(page, {"receive-quantity": 5, "receive-reason": "街道捐赠"})
        client.post(page, {"correct-counted": 7, "correct-reason": "破损"})
        town.rice.refresh_from_db()
        assert town.rice.on_hand == 7
        assert client.post(page, {"correct-counted": -1, "correct-reason": ""}).status_code == 422
        client.post(url("withdraw", town.store, town.rice))
        assert town.rice.name not in client.get(url("store", town.store)).content.decode()

    def test_new_goods_are_put_on_offer(self, client, town):
        client.force_login(town.tan)
        form = {
            "name": "毛巾",
            "name_en": "Towel",
            "picture": "towel",
            "points": "12.5",
            "per_person": 1,
        }
        client.post(url("new_item", town.store), form)
        assert town.store.items.get(name="毛巾").price == 1250

    def test_a_refund_asks_why(self, client, town, rich, reserve):
        redemption, code = reserve(rich)
        actions.pick_up(code, store=town.store, by=town.tan, at=town.now)
        client.force_login(town.tan)
        page = url("refund", town.store, redemption)

        assert client.get(url("handed", town.store)).status_code == 200
        assert client.post(page, {"reason": ""}).status_code == 422
        assert client.post(page, {"reason": "破了"}).status_code == 302
        redemption.refresh_from_db()
        assert redemption.state == "refunded"
