"""A visitor becomes a volunteer; a child does once a parent has agreed."""

import re

import pytest

from kapok.organization.volunteers.models import Volunteer
from kapok.testing.identity import nobodys_number

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "blossom-on-the-river"


def texted(person) -> str:
    """The newest text message, as the page of the development adapter shows it."""
    phone = person.page.context.new_page()
    phone.goto("/accounts/dev/messages/")
    text = phone.locator(".panel").first.inner_text()
    phone.close()
    return text


def sign_up(person, number: str = "13800138000") -> None:
    person.go("/accounts/signup/")
    person.page.locator("[name=phone]").fill(number)
    person.page.locator("[name=password1]").fill(PASSWORD)
    person.page.locator("main form [type=submit], main form button:not([type])").first.click()
    person.page.locator("[name=code]").wait_for()
    person.look()
    person.page.locator("[name=code]").fill(re.search(r"\b\d{6}\b", texted(person))[0])
    person.page.locator("main form [type=submit], main form button:not([type])").first.click()
    person.page.wait_for_url("**/me/**")


def say_who(person, *, name: str, number: str, born: str = "") -> None:
    person.go("/enrol/")
    person.ticks("I have read the notice and agree that my data are used for volunteer service.")
    person.ticks("I agree separately that my sensitive personal data are processed as described.")
    person.press("Agree and go on")
    person.types("Full name", name).types("Document number", number)
    if born:
        person.types("Date of birth", born)
    person.look().press("Go on")


def choose_place(person) -> None:
    person.page.wait_for_url("**/enrol/place/")
    for choice in ("440100", "440106"):
        box = person.page.locator(f"main select:has(option[value='{choice}'])").filter(visible=True).last
        box.select_option(choice)
    person.look().press("Go on")


def choose_interests(person) -> None:
    person.page.wait_for_url("**/enrol/interests/")
    person.page.get_by_text("Environment" if person.language == "en" else "生态环保").first.click()
    person.look().press("Go on")


def test_a_visitor_becomes_a_volunteer(town, somebody, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    visitor = somebody()
    sign_up(visitor)
    say_who(visitor, name="欧阳海棠", number="440106199001011234")  # a wrong check character
    assert visitor.field("Document number").input_value() == "440106199001011234"
    assert visitor.field("Full name").input_value() == "欧阳海棠"
    visitor.types("Document number", nobodys_number(900)).press("Go on")
    choose_place(visitor)
    choose_interests(visitor)
    visitor.page.wait_for_url("**/enrol/check/")
    visitor.reads("欧阳海棠").look()
    assert nobodys_number(900) not in visitor.page.content()
    visitor.ticks("What I entered is true. I volunteer of my own free will and keep the rules of volunteer service.")
    visitor.press("Become a volunteer").sees("Welcome! You are a volunteer now.").look()
    visitor.follow("My volunteer card").reads(Volunteer.objects.get(name="欧阳海棠").volunteer_number)


def test_the_same_person_cannot_enrol_twice(town, somebody):
    visitor = somebody(town.user("again", "林小雨"))
    say_who(visitor, name="林小雨", number=town.volunteers["lin"].document_number)
    choose_place(visitor)
    choose_interests(visitor)
    visitor.ticks("What I entered is true. I volunteer of my own free will and keep the rules of volunteer service.")
    visitor.press("Become a volunteer")
    visitor.page.wait_for_url("**/enrol/already/")
    visitor.look()
    assert Volunteer.objects.filter(name="林小雨").count() == 1


def test_a_child_waits_for_a_guardian(town, somebody):
    child = somebody(town.user("tao", "陶小桃"))
    say_who(child, name="陶小桃", number=nobodys_number(901), born=f"{town.now.year - 15}-01-05")
    choose_place(child)
    choose_interests(child)
    child.page.wait_for_url("**/enrol/guardian/")
    child.types("Guardian's name", "陶大江").types("Guardian's phone number or e-mail", "13900139000").look()
    child.press("Go on")
    child.ticks("What I entered is true. I volunteer of my own free will and keep the rules of volunteer service.")
    child.press("Become a volunteer").sees("Almost there").look()

    guardian = somebody()
    link = re.search(r"https?://\S+?(/guardian/\S+?/)(?=[\s。，]|$)", texted(child))[1]
    guardian.go(link).reads("陶小桃").press("I agree")
    assert Volunteer.objects.get(name="陶小桃").enrolment.state == "pending_guardian"  # nothing was ticked yet
    guardian.types("Your name", "陶大江")
    guardian.ticks(
        "I am the legal guardian. I have read the notice and agree that the child volunteers"
        " and that the data are processed as described."
    )
    guardian.press("I agree")
    guardian.page.wait_for_load_state()
    guardian.look()
    child.go("/card/").sees("Volunteer number")
    assert Volunteer.objects.get(name="陶小桃").enrolment.state == "active"
