import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["home", "activities", "map", "calendar", "me"]


def test_pages_are_clean_and_fit(open_page, sign_in, axe, town, size):
    page = open_page(size=size)
    sign_in(page, town.lin)
    for address in [*map(reverse, [f"portal:{name}" for name in PAGES]), f"/activities/{town.clean_up.pk}/"]:
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_from_the_front_page_to_a_place_without_script(open_page, sign_in, town):
    page = open_page(size="phone", java_script_enabled=False)
    sign_in(page, town.lin)
    page.goto("/")
    page.get_by_role("link", name="珠江边捡拾垃圾").first.click()
    page.locator(f"#position-{town.position.pk} button").click()
    assert town.position.signups.filter(state="confirmed", volunteer=town.volunteers["lin"]).exists()
