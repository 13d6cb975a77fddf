from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from kapok.core.accounts import phones
from kapok.core.accounts.models import Consent, User


def test_settings_are_saved_and_shown_at_once(client, town):
    client.force_login(town.lin)
    answer = client.post(reverse("accounts:account"), {"name": "小雨", "language": "en", "care_mode": "on"})
    assert answer.cookies["kapok_care"].value == "1"
    town.lin.refresh_from_db()
    assert (town.lin.name, town.lin.language, town.lin.care_mode) == ("小雨", "en", True)


def test_the_page_masks_the_phone(client, town):
    town.lin.set_phone("+8613800138000", verified=True)
    town.lin.save()
    client.force_login(town.lin)
    page = client.get(reverse("accounts:account")).text
    assert "138****8000" in page
    assert "13800138000" not in page


def test_development_messages_are_for_development(client, db, settings):
    assert client.get(reverse("accounts:development_messages")).status_code == 200
    settings.PRODUCTION = True
    assert client.get(reverse("accounts:development_messages")).status_code == 404


def test_the_back_office_shows_masks_only(client, town):
    town.su.is_staff = town.su.is_superuser = True
    town.su.save()
    town.lin.set_phone("+8613800138000", verified=True)
    town.lin.save()
    client.force_login(town.su)
    for address in ("", f"{town.lin.pk}/change/"):
        page = client.get(f"/office/accounts/user/{address}")
        assert page.status_code == 200
        assert "13800138000" not in page.text
        assert town.lin.name not in page.text
        assert town.lin.email not in page.text


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800138000", "+8613800138000"),
        ("８６ 138 0013 8000", "+8613800138000"),
        ("+852 9123 4567", "+85291234567"),
        ("00852-91234567", "+85291234567"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, number):
    assert phones.normal(typed) == number


def test_masks_of_numbers():
    assert phones.masked("+8613800138000") == "138****8000"
    assert phones.hint("+8613800138021").endswith("21")
    assert "138" not in phones.hint("+8613800138021")


def test_user_phone_and_its_index_go_together(town):
    with pytest.raises(IntegrityError, match="user_phone_and_its_index_go_together"):
        User.objects.filter(pk=town.lin.pk).update(phone_index=b"x")


def test_consent_is_withdrawn_after_it_is_given(town):
    now = timezone.now()
    with pytest.raises(IntegrityError, match="consent_is_withdrawn_after_it_is_given"):
        Consent.objects.create(
            user=town.lin, purpose="x", text_version="1", given_at=now,
            withdrawn_at=now - timedelta(days=1),
        )  # fmt: skip
