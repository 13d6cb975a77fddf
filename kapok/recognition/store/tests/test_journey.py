import pytest

from kapok.recognition.store.models import Redemption


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("script", [True, False])
def test_from_the_shelf_to_the_counter(town, rich, open_page, sign_in, axe, size, script):
    """Lin reserves rice, Tan hands it over in three taps; with and without JavaScript."""
    shopper = open_page(size=size, java_script_enabled=script)
    sign_in(shopper, town.lin)
    shopper.goto("/stores/")
    shopper.get_by_role("link", name=town.store.name).click()
    shopper.get_by_role("link", name=town.rice.name).click()
    shopper.get_by_role("button", name="预订并获取提货码").click()
    code = shopper.locator("figure p").inner_text()

    counter = open_page(size=size, java_script_enabled=script)
    sign_in(counter, town.tan)
    counter.goto("/counter/")
    counter.get_by_label("提货码").fill(code.lower())
    counter.get_by_role("button", name="查询").click()
    counter.get_by_text("林*雨").wait_for()
    if script:
        axe(counter)
    counter.get_by_role("button", name="发放物品").click()
    counter.get_by_text("已发放").first.wait_for()

    assert Redemption.objects.get().state == "picked_up"
    sign_in(shopper, town.lin)  # one client, one session: the clerk signed in over it
    shopper.reload()
    shopper.get_by_text("感谢您的志愿服务").wait_for()
