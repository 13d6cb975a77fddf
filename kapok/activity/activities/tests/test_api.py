from datetime import timedelta

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    from django.urls import reverse

    root = reverse("api:api-root").rstrip("/")

    class Api:
        def get(self, path, **query):
            return client.get(root + path, query)

        def post(self, path):
            return client.post(root + path, content_type="application/json")

        sign_in = staticmethod(client.force_login)

    return Api()


def test_anybody_reads_public_activities(api, town):
    (line,) = api.get("/activities").json()["items"]
    assert line["name"] == "珠江边捡拾垃圾"
    whole = api.get(f"/activities/{town.clean_up.pk}").json()
    assert whole["sessions"][0]["positions"][0]["capacity"] == 2
    type(town.clean_up).objects.update(state="draft")
    assert api.get(f"/activities/{town.clean_up.pk}").status_code == 404


@pytest.mark.parametrize("bad", [{"region": "x"}, {"field": "A'"}, {"since": "soon"}, {"text": "a\0b"}])
def test_bad_filters_are_422(api, town, bad):
    assert api.get("/activities", **bad).status_code == 422


def test_a_damaged_cursor_is_400(api, town):
    assert api.get("/activities", cursor="???").status_code == 400


def test_sign_up_and_cancel(api, town):
    path = f"/activities/{town.clean_up.pk}/positions/{town.position.pk}/sign-ups"
    assert api.post(path).status_code == 401
    api.sign_in(town.lin)
    assert api.get(f"/positions/{town.position.pk}/eligibility").json() == {
        "eligible": True,
        "reasons": [],
        "places_left": 2,
    }
    signup = api.post(path).json()
    assert signup["state"] == "confirmed"
    assert api.get("/me/sign-ups").json()["items"][0]["id"] == signup["id"]
    assert api.post(f"/sign-ups/{signup['id']}/cancel").json()["state"] == "cancelled_by_volunteer"


def test_refusals_carry_their_code(api, town):
    town.activity(starts_in=timedelta(days=4))
    type(town.position).objects.filter(pk=town.position.pk).update(minimum_age=60)
    api.sign_in(town.lin)
    path = f"/activities/{town.clean_up.pk}/positions/{town.position.pk}/sign-ups"
    answer = api.post(path)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_young")


def test_others_sign_ups_do_not_exist(api, town):
    api.sign_in(town.lin)
    path = f"/activities/{town.clean_up.pk}/positions/{town.position.pk}/sign-ups"
    key = api.post(path).json()["id"]
    api.sign_in(town.qiao)
    assert api.post(f"/sign-ups/{key}/cancel").status_code == 404
