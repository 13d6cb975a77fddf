import re

import pytest
from django.core import mail
from django.core.cache import cache

from kapok.core.accounts.models import DevelopmentMessage, User, phone_index

PASSWORD = "blossom-on-the-river"
PHONE = "+8613800138000"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


def post(client, name, follow=True, **data):
    from django.urls import reverse

    return client.post(reverse(name), data, follow=follow)


def texted() -> str:
    return re.search(r"\d{6}", DevelopmentMessage.objects.latest("id").text)[0]


def mailed() -> str:
    return re.search(r"^\s*(\d{6})\s*$", mail.outbox[-1].body, re.M)[1]


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def sign_up_by_phone(client, phone="138 0013 8000"):
    post(client, "account_signup", phone=phone, email="", password1=PASSWORD)


@pytest.fixture
def phoned(client, db):
    sign_up_by_phone(client)
    post(client, "account_verify_phone", code=texted())
    client.logout()
    cache.clear()
    return User.objects.get(phone_index=phone_index(PHONE))


@pytest.fixture
def mailing(client, db):
    post(client, "account_signup", phone="", email="Lin@Town.invalid", password1=PASSWORD)
    post(client, "account_email_verification_sent", code=mailed())
    client.logout()
    cache.clear()
    return User.objects.get(email="lin@town.invalid")


class TestSignUp:
    def test_by_phone_with_a_code(self, client, db):
        sign_up_by_phone(client)
        assert not signed_in(client)

        post(client, "account_verify_phone", code=texted(), follow=False)

        assert signed_in(client)
        user = User.objects.get()
        assert (user.phone, user.phone_verified, user.email) == (PHONE, True, None)

    def test_by_mail_with_a_code(self, client, mailing):
        assert mailing.emailaddress_set.get().verified
        assert mailing.phone is None

    def test_two_people_without_an_address(self, client, phoned):
        sign_up_by_phone(client, "13900139000")
        assert User.objects.count() == 2

    def test_one_of_the_two_is_needed(self, client, db):
        answer = post(client, "account_signup", phone="", email="", password1=PASSWORD)
        assert "phone" in answer.context["form"].errors

    @pytest.mark.parametrize("phone", ["12345", "+86 12 3", "phone", "13800138000\0"])
    def test_what_is_no_phone_is_said_to_be_none(self, client, db, phone):
        answer = post(client, "account_signup", phone=phone, email="", password1=PASSWORD)
        assert "phone" in answer.context["form"].errors

    def test_a_taken_phone_looks_the_same_to_whoever_asks(self, client, phoned):
        post(client, "account_signup", phone=PHONE, email="", password1="something-else-entirely")

        assert User.objects.count() == 1
        assert not signed_in(client)
        assert "已有账号" in DevelopmentMessage.objects.latest("id").text

    def test_a_phone_nobody_proved_can_be_claimed_by_its_owner(self, client, db):
        sign_up_by_phone(client)  # somebody with a number that is not theirs, who never gets the code
        client.logout()
        client.cookies.clear()
        cache.clear()

        sign_up_by_phone(client)
        post(client, "account_verify_phone", code=texted())

        owner = User.objects.get(phone_index=phone_index(PHONE))
        assert owner.phone_verified
        assert User.objects.filter(is_active=False, phone__isnull=True).count() == 1


class TestSignIn:
    @pytest.mark.parametrize("typed", ["13800138000", "+86 138-0013-8000", "0086 13800138000"])
    def test_by_phone_and_password(self, client, phoned, typed):
        post(client, "account_login", login=typed, password=PASSWORD, follow=False)
        assert signed_in(client)

    def test_by_mail_and_password(self, client, mailing):
        post(client, "account_login", login="LIN@town.invalid", password=PASSWORD, follow=False)
        assert signed_in(client)

    def test_by_a_code_to_the_phone(self, client, phoned):
        post(client, "account_request_login_code", contact="13800138000")
        post(client, "account_confirm_login_code", code=texted(), follow=False)
        assert signed_in(client)

    def test_by_a_code_to_the_address(self, client, mailing):
        post(client, "account_request_login_code", contact="lin@town.invalid")
        post(client, "account_confirm_login_code", code=mailed(), follow=False)
        assert signed_in(client)

    def test_a_code_for_nobody_looks_the_same(self, client, phoned):
        known = post(client, "account_request_login_code", contact="13800138000")
        client.cookies.clear()
        unknown = post(client, "account_request_login_code", contact="13900139000")
        assert known.redirect_chain == unknown.redirect_chain

    def test_five_wrong_passwords_lock_the_account_for_a_while(self, client, phoned):
        for _again in range(5):
            post(client, "account_login", login=PHONE, password="wrong")
        answer = post(client, "account_login", login=PHONE, password=PASSWORD)
        assert not signed_in(client)
        assert "锁定" in answer.text

    def test_nonsense_gets_a_clear_answer(self, client, db):
        answer = post(client, "account_login", login="somebody", password="x")
        assert answer.status_code == 200
        assert "手机号" in answer.context["form"].errors.as_text()


class TestPasswordReset:
    new = "a-new-word-for-the-gate"

    def finish(self, client, code):
        post(client, "account_confirm_password_reset_code", code=code)
        post(client, "account_complete_password_reset", password1=self.new, password2=self.new)

    def test_by_phone(self, client, phoned):
        post(client, "account_reset_password", email="138 0013 8000")
        self.finish(client, texted())
        phoned.refresh_from_db()
        assert phoned.check_password(self.new)

    def test_by_mail(self, client, mailing):
        post(client, "account_reset_password", email="lin@town.invalid")
        self.finish(client, mailed())
        mailing.refresh_from_db()
        assert mailing.check_password(self.new)

    def test_of_nobody_looks_the_same(self, client, phoned):
        known = post(client, "account_reset_password", email="13800138000")
        client.cookies.clear()
        unknown = post(client, "account_reset_password", email="13900139000")
        assert known.redirect_chain == unknown.redirect_chain

    def test_a_phone_that_was_never_proved_opens_nothing(self, client, phoned):
        phoned.phone_verified = False
        phoned.save()
        post(client, "account_reset_password", email=PHONE)
        assert "还没有账号" in DevelopmentMessage.objects.latest("id").text

    @pytest.mark.parametrize("page", ["account_reset_password", "account_request_login_code"])
    def test_nor_does_an_address_typed_beside_a_phone(self, client, phoned, page):
        phoned.emailaddress_set.create(email="slip@town.invalid", verified=False)
        User.objects.filter(pk=phoned.pk).update(email="slip@town.invalid")
        post(client, page, email="slip@town.invalid", contact="slip@town.invalid")
        assert not re.search(r"^\s*\d{6}\s*$", mail.outbox[-1].body, re.M)

    @pytest.mark.parametrize("contact", ["", "nobody", "@", "1380013"])
    def test_nonsense_is_named(self, client, db, contact):
        answer = post(client, "account_reset_password", email=contact)
        assert "email" in answer.context["form"].errors
