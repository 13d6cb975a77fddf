import pytest
from django.urls import reverse

from kapok.activity.activities.models import Activity
from kapok.information.portal import drawings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    drawings.forget()


def test_a_page_that_stands_is_not_drawn_again(client, town, django_assert_num_queries):
    address = reverse("portal:activities")
    first = client.get(address)
    with django_assert_num_queries(1):
        again = client.get(address)
    assert again.content == first.content
    assert "Cookie" in again.headers["Vary"]


def test_a_change_of_any_row_is_seen_at_once(client, town):
    address = reverse("portal:activities")
    assert b"Riverside" not in client.get(address).content
    Activity.objects.filter(pk=town.clean_up.pk).update(name="荔枝湾清晨行动")
    assert "荔枝湾清晨行动" in client.get(address).content.decode()
    Activity.objects.filter(pk=town.clean_up.pk).update(state="cancelled")
    assert "荔枝湾清晨行动" not in client.get(address).content.decode()


def test_languages_looks_and_people_have_pages_of_their_own(client, town):
    address = reverse("portal:activities")
    plain = client.get(address).content
    client.cookies["kapok_theme"] = "dark"
    assert b'data-theme="dark"' in client.get(address).content
    client.cookies["kapok_language"] = "en"
    assert b"Riverside clean-up" in client.get(address).content
    client.cookies.clear()
    client.force_login(town.lin)
    assert town.lin.name in client.get(address).content.decode()
    client.logout()
    client.cookies.clear()
    assert client.get(address).content == plain
