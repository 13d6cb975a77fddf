import pytest
from django.urls import reverse


@pytest.mark.parametrize("name", ["home", "activities", "map", "calendar", "privacy", "accessibility"])
def test_public_pages_stand(client, town, name):
    assert client.get(reverse(f"portal:{name}")).status_code == 200


def test_a_substation_shows_its_own(client, town):
    answer = client.get("/s/guangzhou/activities/")
    assert "珠江边捡拾垃圾" in answer.text
    assert "珠江边捡拾垃圾" not in client.get("/s/shenzhen/activities/").text
    assert client.get("/s/nowhere/").status_code == 404


def test_an_activity_is_shareable(client, town):
    answer = client.get(reverse("portal:activity", args=[town.clean_up.pk]))
    assert '"@type": "Event"' in answer.text
    assert client.get(reverse("portal:share_picture", args=[town.clean_up.pk])).content[:4] == b"\x89PNG"


def test_the_dashboard_stands_for_everybody(client, town, settings):
    settings.STAFF_SECOND_FACTOR = False
    for user in town.people.values():
        client.force_login(user)
        assert client.get(reverse("portal:me")).status_code == 200
