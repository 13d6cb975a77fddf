import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_design_page_is_clean(open_page, axe, size, language):
    page = open_page(size=size, language=language)
    page.goto("/design/")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
