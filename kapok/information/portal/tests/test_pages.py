import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from icalendar import Calendar

from kapok.activity.activities.actions import sign_up
from kapok.activity.activities.indexing import index_all
from kapok.activity.activities.models import Activity
from kapok.information.portal.views.feeds import my_feed_url
from kapok.organization.volunteers.models import ServiceField
from kapok.organization.volunteers.tables import SERVICE_FIELDS


@pytest.mark.parametrize("name", ["home", "activities", "map", "calendar", "privacy", "accessibility"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_public_pages_stand(client, town, name, language):
    client.cookies["kapok_language"] = language
    assert client.get(reverse(f"portal:{name}")).status_code == 200


def test_a_substation_shows_its_own(client, town):
    answer = client.get("/s/guangzhou/activities/")
    assert "珠江边捡拾垃圾" in answer.text
    assert "珠江边捡拾垃圾" not in client.get("/s/shenzhen/activities/").text
    assert client.get("/s/nowhere/").status_code == 404
    assert "志愿广州" in client.get("/s/guangzhou/").text


def found(client, **query) -> bool:
    answer = client.get(reverse("portal:activities"), query)
    assert answer.status_code == 200
    return "珠江边捡拾垃圾" in answer.text


def test_words_of_two_characters_and_pinyin_find(client, town):
    index_all([town.clean_up])
    assert found(client, q="捡拾") and found(client, q="zhujiang") and found(client, q="river")
    assert not found(client, q="象棋")


def test_filters_narrow(client, town):
    ServiceField.objects.create(code="legal", name="法律咨询", name_en="Legal advice", position=9)
    day = (town.clean_up.starts_at + timedelta(hours=8)).date()
    assert found(client, region="440100", field="environment", places="on")
    assert not found(client, region="440300")
    assert not found(client, field="legal")
    assert found(client, since=day, until=day)
    assert not found(client, until=day - timedelta(days=1))
    Activity.objects.filter(pk=town.clean_up.pk).update(taken=2)
    assert not found(client, places="on")


@pytest.mark.parametrize(
    "query", ["region=999999", "since=never", "cursor=%00", "month=0000-99", "field='", "organization=x"]
)
@pytest.mark.parametrize("name", ["activities", "map", "calendar", "feed"])
def test_words_that_make_no_sense_break_nothing(client, town, name, query):
    assert client.get(f"{reverse(f'portal:{name}')}?{query}").status_code in (200, 400)


def test_suits_me_asks_for_the_age(client, town):
    town.position.minimum_age = 18
    town.position.save()
    client.force_login(town.mei)
    assert not found(client, suits="on")
    client.force_login(town.lin)
    assert found(client, suits="on")


def test_an_activity_is_shareable(client, town):
    answer = client.get(reverse("portal:activity", args=[town.clean_up.pk]))
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.S)[1])
    assert (data["@type"], data["name"], data["remainingAttendeeCapacity"]) == ("Event", "珠江边捡拾垃圾", 2)
    assert data["location"]["geo"]["latitude"] == pytest.approx(23.1193)
    picture = client.get(reverse("portal:share_picture", args=[town.clean_up.pk]))
    assert picture.content[:4] == b"\x89PNG"
    again = client.get(picture.request["PATH_INFO"], headers={"If-None-Match": picture.headers["ETag"]})
    assert again.status_code == 304


def test_structured_data_cannot_end_its_element(client, town):
    Activity.objects.filter(pk=town.clean_up.pk).update(name="</script><b>&")
    answer = client.get(reverse("portal:activity", args=[town.clean_up.pk]))
    assert "</script><b>" not in answer.text
    assert '"name": "\\u003C/script\\u003E\\u003Cb\\u003E\\u0026"' in answer.text


def test_drafts_are_nobodys_to_know_of(client, town):
    Activity.objects.filter(pk=town.clean_up.pk).update(state="draft")
    for name in ("activity", "activity_ics", "share_picture"):
        assert client.get(reverse(f"portal:{name}", args=[town.clean_up.pk])).status_code == 404


def test_feeds_are_calendars(client, town):
    feed = Calendar.from_ical(client.get(reverse("portal:feed")).content)
    [event] = feed.walk("VEVENT")
    assert event.decoded("dtstart") == town.clean_up.starts_at
    assert str(event["summary"]) == "珠江边捡拾垃圾"
    one = Calendar.from_ical(client.get(reverse("portal:activity_ics", args=[town.clean_up.pk])).content)
    assert len(one.walk("VALARM")) == 1


def test_my_feed_is_mine_alone(client, town):
    lin = town.volunteers["lin"]
    sign_up(town.position, volunteer=lin, by=town.lin, at=town.now)
    address = my_feed_url(lin)
    assert len(Calendar.from_ical(client.get(address).content).walk("VEVENT")) == 1
    assert client.get(address.replace(".ics", "x.ics")).status_code == 404
    lin.card_secret = bytes(32)
    lin.save()
    assert client.get(address).status_code == 404


def test_an_unchanged_page_is_not_sent_twice(client, town):
    address = reverse("portal:activities")
    client.get(address)  # brings the cookie that the page's forms belong to
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    client.cookies["kapok_language"] = "en"
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    client.force_login(town.lin)
    assert "ETag" not in client.get(address).headers


def test_every_field_has_its_pictures():
    for code in [row[0] for row in SERVICE_FIELDS] + ["kapok"]:
        for light in ("", "-2", "-3"):
            drawing = finders.find(f"portal/pictures/{code}{light}.svg")
            assert drawing, code
            assert Path(drawing).stat().st_size < 6_000


def test_the_dashboard_stands_for_everybody(client, town, settings):
    settings.STAFF_SECOND_FACTOR = False
    for user in town.people.values():
        client.force_login(user)
        assert client.get(reverse("portal:me")).status_code == 200
