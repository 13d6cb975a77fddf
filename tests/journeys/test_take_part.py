"""Lin finds something, takes a place, is there, and reads what became of her hours."""

import re
from datetime import timedelta
from io import BytesIO

import icalendar
import pytest
from django.utils import timezone

from kapok.activity.activities import indexing
from kapok.activity.activities.models import Activity, SignUp
from kapok.activity.attendance import actions as attendance
from kapok.activity.attendance.models import Attendance
from kapok.activity.records import actions as records
from kapok.activity.records.models import ServiceRecord
from kapok.core.common.ids import new_id
from tests.journeys.people import scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(town):
    """The town with its activities in the index, as publishing puts them there."""
    for activity in Activity.objects.all():
        indexing.index(activity)
    return town


def open_activity(person, activity):
    return person.go(f"/activities/{activity.pk}/")


def name_of(person, activity) -> str:
    return activity.name_en if person.language == "en" else activity.name


def test_found_by_two_characters_by_pinyin_on_a_map_and_in_a_calendar(town, somebody):
    lin = somebody(town.lin)
    for word in ("垃圾", "laji", "珠江"):
        lin.go(f"/activities/?q={word}").reads(name_of(lin, town.clean_up))
    lin.go("/activities/?q=滑雪").sees("Nothing found")
    lin.go("/activities/map/").reads(name_of(lin, town.clean_up))
    month = f"{town.clean_up.starts_at:%Y-%m}"
    lin.go(f"/activities/calendar/?month={month}").reads(name_of(lin, town.clean_up))
    open_activity(lin, town.clean_up)
    with lin.page.expect_download() as download:
        lin.link("Add to calendar").click()
    calendar = icalendar.Calendar.from_ical(BytesIO(download.value.path().read_bytes()).read())
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].dt == town.clean_up.starts_at
    feed = lin.page.context.request.get("/activities/feed.ics")
    assert len(icalendar.Calendar.from_ical(feed.body()).walk("VEVENT")) == 1
    assert (
        lin.page.context.request.get(f"/activities/{town.clean_up.pk}/share.png").headers["content-type"] == "image/png"
    )


def test_the_last_place_the_line_behind_it_and_the_next_in_line(town, somebody, catch_up):
    _activity, _session, position = town.activity(name="独木桥", name_en="One place", capacity=1)
    lin, qiao = somebody(town.lin), somebody(town.qiao)
    open_activity(lin, position.activity).press("Sign up").sees("You have a place").look()
    open_activity(qiao, position.activity).press("Join the waiting list").sees("On the waiting list").look()
    qiao.sees("You are number %(place)s in line. If a place comes free you get it by itself and are told.", place=1)

    lin.go("/me/sign-ups/").reads("One place" if lin.language == "en" else "独木桥")
    lin.page.locator(".tile-link").first.click()
    lin.look().press("Give the place back").sees("Your place was given back.")
    catch_up()
    open_activity(qiao, position.activity).sees("You have a place")


def test_two_places_at_one_time_are_refused_before_the_button(town, somebody):
    other, _session, _position = town.activity(name="同时进行", name_en="At the same time")
    lin = somebody(town.lin)
    open_activity(lin, town.clean_up).press("Sign up").sees("You have a place")
    open_activity(lin, other).sees("You already have a place somewhere else at this time. Cancel that one first.")
    assert not lin.button("Sign up").count()


def confirmed(town, key: str, position) -> SignUp:
    session = position.session
    return SignUp.objects.create(
        activity=position.activity, position=position, volunteer=town.volunteers[key], state="confirmed",
        served=(session.starts_at, session.ends_at), queued=1, asked_at=town.now, decided_at=town.now,
    )  # fmt: skip


@pytest.fixture
def shift(town):
    """A session that began half an hour ago; Lin, Qiao and Chen have places."""
    _activity, session, position = town.activity(starts_in=timedelta(minutes=-30), capacity=5, state="in_progress")
    for key in ("lin", "qiao", "chen"):
        confirmed(town, key, position)
    return session


def code_of(chen, session, direction: str) -> str:
    chen.go(f"/lead/sessions/{session.pk}/code/?direction={direction}")
    return re.sub(r"^https?://[^/]+", "", scan(chen.page.locator("[data-seconds] svg").first))


def test_checked_in_by_the_code_on_the_screen_settled_confirmed_and_seen(town, somebody, shift, clock, catch_up):
    chen, lin, qiao = somebody(town.chen), somebody(town.lin), somebody(town.qiao)
    lin.go(code_of(chen, shift, "in")).press("I am here: check in").sees("You are checked in").look()

    chen.go(f"/lead/sessions/{shift.pk}/roster/")
    row = chen.page.locator("tr").filter(has_text="乔一鸣")
    row.locator("[name=what][value=in]").click()
    row.locator("[name=what][value=out]").wait_for()
    clock.forward(hours=2)
    lin.go(code_of(chen, shift, "out")).press("I am leaving: check out").sees("You are checked out").look()

    clock.forward(hours=3)  # Qiao never left
    attendance.mark_dangling(at=clock.now())
    chen.go(f"/lead/sessions/{shift.pk}/roster/")
    row = chen.page.locator("tr").filter(has_text="乔一鸣")
    row.locator("[name=at]").fill(f"{timezone.localtime(shift.ends_at):%Y-%m-%dT%H:%M}")
    row.locator("[name=reason]").fill("手机没电")
    row.locator("[name=what][value=close]").click()
    row.locator("[name=what][value=close]").wait_for(state="detached")
    assert not Attendance.objects.filter(state__in=["opened", "dangling"]).exists()

    chen.go(f"/lead/activities/{shift.activity_id}/settlement/").press("Count the hours now")
    chen.page.wait_for_load_state()
    chen.look()
    catch_up()
    lin.go("/me/record/").reads(name_of(lin, shift.activity)).sees("Service time")
    assert ServiceRecord.objects.current().get(volunteer_id=town.volunteers["lin"].pk).state == "effective"
    lin.page.get_by_role("link", name=name_of(lin, shift.activity)).first.click()
    lin.look()

    qiao.go("/me/record/").sees("expected by")
    zhou = somebody(town.zhou)
    zhou.go("/review/records/").reads("乔一鸣").follow("Look at it").press("Confirm")
    zhou.page.wait_for_url("**/review/records/")
    qiao.go("/me/record/").sees_not("expected by")
    assert ServiceRecord.objects.current().get(volunteer_id=town.volunteers["qiao"].pk).state == "effective"


def test_forged_stale_and_foreign_codes_are_refused(town, somebody, shift, clock):
    chen, lin = somebody(town.chen), somebody(town.lin)
    address = code_of(chen, shift, "in")
    forged = address[:-3] + ("aa/" if address[-3:] != "aa/" else "bb/")
    lin.page.goto(forged)
    lin.sees("This is not a check-in code of ours. Scan the code on the leader's screen.").look()
    clock.forward(minutes=3)
    lin.go(address).sees("This code has run out. Scan the one that is on the leader's screen now.")
    hua = somebody(town.hua)
    hua.go(code_of(chen, shift, "in")).sees("You have no confirmed place here. Sign up first, or ask the leader.")
    assert not Attendance.objects.exists()


def test_a_card_before_the_leaders_camera(town, somebody, shift):
    lin, chen = somebody(town.lin), somebody(town.chen)
    lin.go("/card/")
    card = scan(lin.page.locator(".volunteer-card-code svg"))
    chen.go(f"/lead/sessions/{shift.pk}/scan/?direction=in")
    chen.page.locator("[name=payload]").fill(card)
    chen.press("Enter the number").sees("Checked in at").reads("林小雨")
    assert Attendance.objects.get(volunteer_id=town.volunteers["lin"].pk).in_mode == "qr_personal"


def test_nobody_confirms_their_own_hours(town, somebody, clock, catch_up):
    _activity, session, position = town.activity(starts_in=timedelta(hours=-5), capacity=5, state="in_progress")
    confirmed(town, "zhou", position)
    for direction, moment in (("in", session.starts_at), ("out", session.ends_at)):
        attendance.enter(
            session, town.volunteers["zhou"], direction=direction, mode="leader_roster", happened_at=moment,
            nonce=new_id(), by=town.chen, at=clock.now(), reason="",
        )  # fmt: skip
    records.settle(position.activity, by=town.chen, at=clock.now())
    record = ServiceRecord.objects.current().get(volunteer_id=town.volunteers["zhou"].pk)
    zhou = somebody(town.zhou)
    zhou.go("/review/records/").sees("Nothing waits for you")
    zhou.page.goto(f"/review/records/{record.volunteer_id}/{record.uid}/")
    zhou.look()
    assert not zhou.page.locator("[name=decision]").count()
