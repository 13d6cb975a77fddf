import pytest
from django.urls import reverse


def test_dark_pages_stay_dark(client):
    response = client.post(reverse("ui:preferences"), {"theme": "dark", "next": "/design/"})

    assert response.status_code == 302
    assert response.url == "/design/"
    assert 'data-theme="dark"' in client.get("/design/").content.decode()


def test_care_mode_is_on_until_it_is_off(client):
    client.post(reverse("ui:preferences"), {"care": "1"})
    assert "data-care" in client.get("/design/").content.decode().split("<body")[0]

    client.post(reverse("ui:preferences"), {"care": "0"})
    assert "data-care" not in client.get("/design/").content.decode().split("<body")[0]


@pytest.mark.parametrize(("language", "said"), [("en", "Colour"), ("zh-hans", "色彩")])
def test_the_language_follows_the_button(client, language, said):
    client.post(reverse("ui:preferences"), {"language": language})

    assert said in client.get("/design/").content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"])
def test_it_never_sends_anybody_away_from_us(client, address):
    response = client.post(reverse("ui:preferences"), {"care": "1", "next": address})

    assert response.url == "/"


def test_an_unknown_value_is_refused(client):
    assert client.post(reverse("ui:preferences"), {"theme": "pink"}).status_code == 400


def test_looking_changes_nothing(client):
    assert client.get(reverse("ui:preferences")).status_code == 405


def test_the_account_remembers_what_its_notices_are_written_in(client, django_user_model):
    lin = django_user_model.objects.create_user(email="lin@kapok.invalid", password="x")
    client.force_login(lin)

    client.post(reverse("ui:preferences"), {"language": "en"})
    client.post(reverse("ui:preferences"), {"care": "1"})

    lin.refresh_from_db()
    assert (lin.language, lin.care_mode) == ("en", True)
