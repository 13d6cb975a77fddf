"""The eight commonest tasks with the keyboard alone, and again where no script runs:
sign in, find, take a place, give it back, check in, read the record, reserve, verify."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kapok.activity.activities import indexing
from kapok.activity.activities.models import Activity, SignUp
from kapok.activity.attendance import codes
from kapok.activity.attendance.models import Attendance
from kapok.activity.records.models import VolunteerTotals
from kapok.core.common.ids import new_id
from kapok.recognition.certificates import numbers
from kapok.recognition.points import ledger
from kapok.recognition.points.models import AccountKind, TransactionKind
from kapok.recognition.store.models import Redemption
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Keyboard:
    """Only Tab, Enter and letters; fails where the focus cannot get to, or cannot be seen."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page

    def press(self, locator) -> None:
        self.reach(locator)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def type(self, locator, text: str) -> None:
        self.reach(locator)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def reach(self, locator) -> None:
        wanted = locator.filter(visible=True).first.element_handle()
        for _step in range(150):
            if self.page.evaluate("wanted => document.activeElement === wanted", wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {locator}")


class Finger:
    """A pointer, where scripts are switched off."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page

    def press(self, locator) -> None:
        locator.filter(visible=True).first.click()
        self.page.wait_for_load_state()

    def type(self, locator, text: str) -> None:
        locator.filter(visible=True).first.fill(text)


HANDS = {
    "keyboard-phone-en": (Keyboard, True, "phone", "en"),
    "no-script-desk-zh": (Finger, False, "desktop", "zh-hans"),
}


@pytest.fixture(params=HANDS)
def hands(request, gathering):
    """`hands(town.lin)`: Lin, who has no mouse; or whose browser runs no script."""
    kind, script, size, language = HANDS[request.param]
    return lambda user=None: kind(gathering(user, size=size, language=language, java_script_enabled=script))


def go(hand, address: str) -> None:
    assert hand.page.goto(address).status == 200


def button(hand, text: str):
    return hand.page.get_by_role("button", name=hand.person.words(text))


def test_sign_in(town, hands):
    town.lin.emailaddress_set.create(email=town.lin.email, verified=True, primary=True)
    lin = hands()
    go(lin, "/accounts/login/?next=/me/")
    lin.type(lin.page.locator("[name=login]"), town.lin.email)
    lin.type(lin.page.locator("[name=password]"), town.password)
    if isinstance(lin, Keyboard):
        lin.page.keyboard.press("Enter")
    else:
        lin.press(lin.page.locator("main form:has([name=password]) button:not([formaction])"))
    lin.page.wait_for_url("**/me/")
    lin.person.reads("林小雨")


def test_find_take_give_back(town, hands):
    for activity in Activity.objects.all():
        indexing.index(activity)
    lin = hands(town.lin)
    go(lin, "/activities/")
    lin.type(lin.page.locator("[name=q]"), "垃圾")
    lin.page.keyboard.press("Enter")
    name = "Riverside clean-up" if lin.person.language == "en" else "珠江边捡拾垃圾"
    lin.page.wait_for_url("**q=*")
    lin.press(lin.page.get_by_role("link", name=name))
    lin.page.wait_for_url(f"**/activities/{town.clean_up.pk}/")
    lin.press(button(lin, "Sign up"))
    lin.person.sees("You have a place")
    assert SignUp.objects.get().state == "confirmed"

    go(lin, f"/sign-ups/{SignUp.objects.get().pk}")
    lin.press(button(lin, "Give the place back"))
    lin.person.sees("Your place was given back.")


def test_check_in_and_read_the_record(town, hands):
    _activity, session, position = town.activity(starts_in=timedelta(minutes=-30), state="in_progress")
    SignUp.objects.create(
        activity=position.activity, position=position, volunteer=town.volunteers["lin"], state="confirmed",
        served=(session.starts_at, session.ends_at), queued=1, asked_at=town.now, decided_at=town.now,
    )  # fmt: skip
    lin = hands(town.lin)
    go(lin, "/check-in/")
    lin.type(lin.page.locator("[name=code]"), codes.short(session, "in", timezone.now()))
    lin.press(button(lin, "Go on"))
    lin.press(button(lin, "I am here: check in"))
    lin.person.sees("You are checked in")
    assert Attendance.objects.get().in_mode == "qr_rotating"
    go(lin, "/me/record/")
    lin.person.sees("On the way to your record")


def test_reserve(town, hands):
    VolunteerTotals.objects.create(volunteer=town.volunteers["lin"], credit_minutes=9000)
    earned = ledger.Posting(
        volunteer=town.volunteers["lin"].pk, kind=TransactionKind.EARNED, source=f"test:{new_id()}",
        legs={AccountKind.VOLUNTEER: 20_000, AccountKind.ISSUANCE: -20_000}, at=town.now,
    )  # fmt: skip
    ledger.post(earned)
    lin = hands(town.lin)
    go(lin, f"/stores/items/{town.rice.pk}/")
    lin.press(button(lin, "Reserve and get a code"))
    lin.person.sees("Show this at the counter. The code works once.")
    assert Redemption.objects.get().state == "reserved"


def test_verify(town, hands):
    stranger, number = hands(), numbers.make_number(division="440100", year=2026, sequence=9_999)
    go(stranger, "/verify/")
    stranger.type(stranger.page.get_by_label(stranger.person.words("Certificate number")), number)
    stranger.type(stranger.page.get_by_label(stranger.person.words("Check code")), numbers.make_code())
    stranger.press(stranger.page.get_by_role("button", name=stranger.person.words("Check"), exact=True))
    stranger.page.wait_for_load_state()
    stranger.person.sees("Check another one")
