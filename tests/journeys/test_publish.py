"""Chen plans an activity, gets it wrong, puts it right and publishes; Wu approves a long one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kapok.activity.activities.models import Activity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at(town, days: float, hour: int) -> str:
    day = timezone.localtime(town.now) + timedelta(days=days)
    return f"{day:%Y-%m-%d}T{hour:02d}:00"


def plan(chen, town, *, ends: int) -> None:
    """Everything the form asks for; the session of the day after tomorrow begins at eight."""
    fill = chen.page.locator
    for name, value in {
        "name": "图书馆整理图书", "name_en": "Putting books back", "content": "按索书号整理书架，引导读者。",
        "address": "天河路200号", "longitude": "113.3300", "latitude": "23.1300", "person_in_charge": "陈大文",
        "signup_opens_at": at(town, 0, 0), "signup_closes_at": at(town, 1, 20), "cancel_until": at(town, 1, 12),
        "s0-starts_at": at(town, 2, 8), "s0-ends_at": at(town, 2, ends), "s0-p0-name": "书架志愿者",
        "s0-p0-capacity": "0", "risk_disclosure": "书梯使用时注意安全。", "protection": "现场有急救箱。",
    }.items():  # fmt: skip
        fill(f"[name={name}]").filter(visible=True).fill(value)


def declare(chen) -> None:
    for box in chen.page.locator("[name=classes]").all():
        box.check()
    chen.press("Declare and hand in")


def test_wrong_input_loses_nothing_and_the_right_one_is_published(town, somebody):
    chen = somebody(town.chen)
    chen.go("/organise/")
    chen.go(f"/organise/projects/{town.river_project.pk}/activities/new")
    plan(chen, town, ends=7)
    chen.press("Check and preview").sees("Some fields need another look; nothing you typed is lost.")
    chen.sees("The session must end after it begins.").look()
    assert chen.page.locator("[name=content]").input_value() == "按索书号整理书架，引导读者。"
    assert chen.page.locator("[name=s0-p0-capacity]").get_attribute("aria-invalid") == "true"
    assert not Activity.objects.filter(name="图书馆整理图书").exists()

    chen.page.locator("[name=s0-ends_at]").fill(at(town, 2, 11))
    chen.page.locator("[name=s0-p0-capacity]").fill("12")
    chen.press("Check and preview").sees("So it will look. Check it once more, then hand it in.").look()
    chen.press("Declare and hand in")  # nothing declared: not taken
    chen.page.locator("[name=classes]").first.wait_for()
    assert Activity.objects.get(name="图书馆整理图书").state == "draft"
    declare(chen)
    chen.sees("Published.").look()

    visitor = somebody()
    visitor.go("/activities/").reads("Putting books back" if visitor.language == "en" else "图书馆整理图书")


def test_an_earlier_activity_is_copied_and_published(town, somebody):
    Activity.objects.filter(pk=town.clean_up.pk).update(protection="现场有急救箱。")
    chen = somebody(town.chen)
    chen.go(f"/organise/activities/{town.clean_up.pk}/").follow("Copy")
    chen.press("Copy and preview").sees("Hand it in").look()
    declare(chen)
    chen.sees("Published.")
    fresh = Activity.objects.filter(name=town.clean_up.name).exclude(pk=town.clean_up.pk).get()
    assert (fresh.state, fresh.places) == ("approved", town.clean_up.places)  # its sign-up opens later


def test_more_than_eight_hours_wait_for_the_sub_station(town, somebody):
    chen = somebody(town.chen)
    chen.go(f"/organise/projects/{town.river_project.pk}/activities/new")
    plan(chen, town, ends=18)
    chen.page.locator("[name=s0-p0-capacity]").fill("12")
    chen.press("Check and preview").sees("With these hours a day your sub-station or guiding body approves it first.")
    declare(chen)
    chen.sees("Handed in for approval.")

    somebody().go("/activities/").sees_not("图书馆整理图书").sees_not("Putting books back")
    wu = somebody(town.wu)
    wu.go("/organise/approvals/")
    wu.page.get_by_role("link").filter(has_text="图书馆整理图书").or_(
        wu.page.get_by_role("link").filter(has_text="Putting books back")
    ).first.click()
    wu.look().press("Approve").sees("Your decision is noted.").look()
    assert Activity.objects.get(name="图书馆整理图书").state in ("approved", "recruiting")
