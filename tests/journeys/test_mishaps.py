"""Things that happen: two presses, the back button, a form left open, a session gone while writing."""

import pytest
from django.conf import settings

from kapok.activity.activities.models import Activity, SignUp
from kapok.organization.volunteers.models import Volunteer
from kapok.testing.identity import nobodys_number
from tests.journeys.people import signed_in
from tests.journeys.test_publish import plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_presses_are_one_sign_up(town, somebody):
    lin = somebody(town.lin)
    lin.go(f"/activities/{town.clean_up.pk}/")
    lin.button("Sign up").dblclick()
    lin.sees("You have a place")
    assert SignUp.objects.count() == 1


def test_two_windows_are_one_sign_up(town, somebody):
    lin = somebody(town.lin)
    lin.go(f"/activities/{town.clean_up.pk}/")
    other = lin.page.context.new_page()
    other.goto(f"/activities/{town.clean_up.pk}/")
    lin.press("Sign up").sees("You have a place")
    other.get_by_role("button", name=lin.words("Sign up")).first.click()
    other.get_by_text(lin.words("You have a place")).first.wait_for()
    assert SignUp.objects.count() == 1


def test_the_back_button_and_a_second_press(town, somebody):
    """Going back may show the page as it was; pressing once more changes nothing and says how it stands."""
    lin = somebody(town.lin)
    lin.go("/activities/").go(f"/activities/{town.clean_up.pk}/").press("Sign up").sees("You have a place")
    lin.page.goto("/me/")
    lin.page.go_back()
    if lin.button("Sign up").count():
        lin.press("Sign up")
    lin.sees("You have a place")
    assert SignUp.objects.count() == 1


def new_activity(chen, town) -> None:
    chen.go(f"/organise/projects/{town.river_project.pk}/activities/new")
    chen.page.locator("[name=content]").fill("陪独居老人聊天、读报。")
    chen.page.locator("[name=name]").fill("陪伴长者")


def test_an_expired_form_gives_back_what_was_typed(town, somebody):
    chen = somebody(town.chen)
    new_activity(chen, town)
    chen.page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    chen.press("Save the draft").sees("The form was open for too long")
    chen.page.go_back()
    chen.page.reload()
    assert chen.page.locator("[name=content]").input_value() == "陪独居老人聊天、读报。"
    assert not Activity.objects.filter(name="陪伴长者").exists()


def test_what_was_saved_does_not_come_back_in_the_next_form(town, somebody):
    chen, address = somebody(town.chen), f"/organise/projects/{town.river_project.pk}/activities/new"
    chen.go(address)
    plan(chen, town, ends=11)
    chen.page.locator("[name=s0-p0-capacity]").fill("12")
    chen.press("Save the draft").sees("Saved.")
    assert chen.go(address).page.locator("[name=name]").input_value() == ""


def test_a_session_lost_while_writing_an_activity(town, somebody, live_server):
    chen = somebody(town.chen)
    new_activity(chen, town)
    chen.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    chen.press("Save the draft")
    chen.page.wait_for_url("**/accounts/login/**")
    signed_in(chen.page, town.chen, live_server.url, chen.language)
    chen.page.goto(f"/organise/projects/{town.river_project.pk}/activities/new")
    chen.sees("What you had typed is back.")
    assert chen.page.locator("[name=name]").input_value() == "陪伴长者"


def agree(visitor) -> None:
    visitor.go("/enrol/")
    visitor.ticks("I have read the notice and agree that my data are used for volunteer service.")
    visitor.ticks("I agree separately that my sensitive personal data are processed as described.")
    visitor.press("Agree and go on")
    visitor.page.wait_for_url("**/enrol/*/")


def test_a_session_lost_while_enrolling(town, somebody):
    user = town.user("again", "马小海")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    visitor = somebody(user)
    agree(visitor)
    visitor.types("Full name", "马小海").types("Document number", nobodys_number(905))
    visitor.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    visitor.press("Go on")
    visitor.page.wait_for_url("**/accounts/login/**")
    visitor.page.locator("[name=login]").fill(user.email)
    visitor.page.locator("[name=password]").fill(town.password)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(lambda url: "/accounts/login/" not in url)
    agree(visitor)  # that was in the session which is gone; what was typed since is not
    assert visitor.page.goto("/enrol/person/").status == 200
    assert visitor.field("Full name").input_value() == "马小海"
    assert not Volunteer.objects.filter(name="马小海").exists()
