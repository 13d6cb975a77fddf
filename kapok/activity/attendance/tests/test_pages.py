import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from kapok.activity.attendance import codes
from kapok.activity.attendance.models import Attendance, AttendanceEvent, Direction
from kapok.activity.attendance.tests.conftest import scan
from kapok.organization.volunteers import card


@pytest.fixture
def now(shift):
    """The clean-up runs right now: it began half an hour ago."""
    shift.start = timezone.now() - timedelta(minutes=30)
    shift.end = shift.start + timedelta(hours=3)
    for row in (shift.clean_up, shift.session):
        row.starts_at, row.ends_at = shift.start, shift.end
        row.save(update_fields=["starts_at", "ends_at"])
    return shift


def token(town, direction=Direction.IN, *, ago=0):
    return codes.make(town.session, direction, timezone.now() - timedelta(seconds=ago))


def address(name, *args):
    return reverse(f"attendance:{name}", args=args)


def press(client, code):
    page = client.get(address("check_in", code))
    data = {name: page.context["form"][name].value() for name in ("nonce", "seen")}
    return client.post(address("check_in", code), data)


def test_one_button_checks_in_and_a_second_press_changes_nothing(now, client):
    client.force_login(now.lin)
    code = token(now)
    page = client.get(address("check_in", code))
    data = {name: page.context["form"][name].value() for name in ("nonce", "seen")}
    for _press in range(2):
        answer = client.post(address("check_in", code), data, follow=True)
        assert answer.status_code == 200 and answer.context["pair"].state == "opened"
    assert AttendanceEvent.objects.count() == 1


def test_who_must_sign_in_first_comes_back_to_the_code_they_saw(now, client):
    answer = client.get(address("check_in", token(now)))
    assert answer.status_code == 302 and "next=/check-in/" in answer.url
    client.force_login(now.lin)
    page = client.get(address("type_code"))
    assert page.context["direction"] == "in"
    assert page.context["refusal"] is None


def test_a_code_seen_in_time_may_be_pressed_a_little_later(now, client):
    client.force_login(now.lin)
    code = token(now)
    page = client.get(address("check_in", code))
    data = {name: page.context["form"][name].value() for name in ("nonce", "seen")}
    stale = token(now, ago=120)
    assert client.post(address("check_in", stale), {"nonce": uuid4(), "seen": data["seen"]}).status_code == 409
    assert client.post(address("check_in", code), data).status_code == 302


@pytest.mark.parametrize("bad", ["aaaa", "a" * 48, "1" * 48, "x" * 500])
def test_a_forged_code_gets_a_clear_page(now, client, bad):
    client.force_login(now.lin)
    assert client.get(address("check_in", bad)).status_code == 409
    assert client.post(address("check_in", bad), {"nonce": "x"}).status_code == 409
    client.logout()
    assert client.get(address("check_in", bad)).status_code == 409


def test_a_refusal_is_told_on_the_page(now, client):
    client.force_login(now.hua)
    page = client.get(address("check_in", token(now)))
    assert page.status_code == 200
    assert page.context["refusal"].code == "not_signed_up"


def test_the_short_code_leads_to_the_button(now, client):
    client.force_login(now.lin)
    short = codes.short(now.session, Direction.IN, timezone.now())
    answer = client.post(address("type_code"), {"code": short.lower()})
    assert answer.status_code == 302 and answer.url.startswith("/check-in/")
    assert client.post(address("type_code"), {"code": "AAAAAA"}).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"),
    [("chen", 200), ("fang", 200), ("zhou", 403), ("lin", 404), ("deng", 404), (None, 302)],
)
@pytest.mark.parametrize("name", ["code", "code_panel", "scan", "roster"])
def test_the_leaders_pages_have_a_door(now, client, name, who, status):
    if who:
        client.force_login(now.people[who])
    assert client.get(address(name, now.session.pk)).status_code == status


def test_the_screen_shows_a_code_that_works(now, client):
    client.force_login(now.chen)
    page = client.get(address("code", now.session.pk))
    assert "<svg" in page.content.decode()
    assert page.context["short"] == codes.short(now.session, Direction.IN, timezone.now())
    out = client.get(address("code_panel", now.session.pk) + "?direction=out")
    assert out.context["direction"] == "out"


def test_a_card_before_the_camera_is_proof_a_typed_number_is_a_word(now, client):
    client.force_login(now.chen)
    lin, qiao = now.volunteers["lin"], now.volunteers["qiao"]
    shown = card.payload(lin.volunteer_number, bytes(lin.card_secret))
    for payload in (shown, qiao.volunteer_number):
        data = {"payload": payload, "nonce": uuid4(), "direction": "in"}
        assert client.post(address("scan", now.session.pk), data).status_code == 200
    modes = dict(Attendance.objects.values_list("volunteer_id", "in_mode"))
    assert modes == {lin.pk: "qr_personal", qiao.pk: "leader_roster"}


def test_a_forged_card_is_refused(now, client):
    client.force_login(now.chen)
    lin = now.volunteers["lin"]
    forged = card.payload(lin.volunteer_number, b"x" * 32)
    data = {"payload": forged, "nonce": uuid4(), "direction": "in"}
    assert client.post(address("scan", now.session.pk), data).status_code == 422
    assert not Attendance.objects.exists()


def test_the_roster_works_without_script(now, client):
    client.force_login(now.chen)
    where = address("tick", now.session.pk, now.volunteers["lin"].pk)
    at = timezone.localtime(now.start)
    data = {"what": "in", "at": f"{at + timedelta(minutes=1):%Y-%m-%dT%H:%M}", "nonce": uuid4()}
    assert client.post(where, data).status_code == 302
    line = client.post(where, {**data, "nonce": uuid4()}, headers={"hx-request": "true"})
    assert line.status_code == 422
    assert Attendance.objects.get().in_mode == "leader_roster"
    closing = {"what": "close", "reason": "", "nonce": uuid4()}
    assert client.post(where, closing, headers={"hx-request": "true"}).status_code == 422
    closing["reason"] = "提前离开"
    assert client.post(where, closing).status_code == 302
    assert Attendance.objects.get().closed_reason == "提前离开"


def test_the_roster_asks_no_more_for_more_people(now, client, django_assert_max_num_queries):
    client.force_login(now.chen)
    client.get(address("roster", now.session.pk))
    with django_assert_max_num_queries(18):
        client.get(address("roster", now.session.pk))


@pytest.mark.parametrize("query", ["?cursor=x", "?direction=up", "?q=%00", "?all=1", "?q=" + "x" * 300])
def test_hostile_parameters_are_no_error(now, client, query):
    client.force_login(now.chen)
    for name in ("roster", "code", "scan"):
        assert client.get(address(name, now.session.pk) + query).status_code in (200, 400)


def test_an_offline_phone_sends_a_batch_twice(now, client):
    client.force_login(now.lin)
    seen = timezone.now()
    scans = [
        {
            "token": codes.make(now.session, Direction.IN, seen),
            "seen_at": seen.isoformat(),
            "nonce": str(uuid4()),
        },
        {"token": "a" * 48, "seen_at": seen.isoformat(), "nonce": str(uuid4())},
    ]
    body = json.dumps({"scans": scans})
    first = client.post("/api/v1/attendance/scans", body, content_type="application/json").json()
    again = client.post("/api/v1/attendance/scans", body, content_type="application/json").json()
    assert sorted(each["accepted"] for each in first["results"]) == [False, True]
    assert [each["accepted"] for each in first["results"]] == [each["accepted"] for each in again["results"]]
    assert sum(each["again"] for each in again["results"]) == 1
    assert Attendance.objects.count() == 1


def test_done_is_only_ones_own(now, client):
    scan(now.session, now.lin, at=timezone.now())
    client.force_login(now.qiao)
    assert client.get(address("done", now.session.pk)).status_code == 404
