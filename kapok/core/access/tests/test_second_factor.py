import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kapok.core.access.middleware import MARK

PAGE = "/staff/volunteers/"


@pytest.fixture(autouse=True)
def asked(settings):
    settings.STAFF_SECOND_FACTOR = True
    cache.clear()


def give_totp(user) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def sign_in(client, user, town):
    return client.post(reverse("account_login"), {"login": user.email, "password": town.password})


def code(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def test_staff_without_one_are_sent_to_set_it_up(client, town):
    client.force_login(town.wu)
    answer = client.get(PAGE)
    assert answer.status_code == 302
    assert answer.url == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200


def test_staff_who_have_one_use_it_in_this_session(client, town):
    give_totp(town.wu)
    client.force_login(town.wu)
    answer = client.get(PAGE)
    assert answer.url.startswith(reverse("mfa_reauthenticate"))


def test_the_code_at_sign_in_opens_the_pages(client, town):
    town.wu.emailaddress_set.create(email=town.wu.email, verified=True, primary=True)
    secret = give_totp(town.wu)
    assert sign_in(client, town.wu, town).url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert client.get(PAGE).status_code == 200


def test_a_recovery_code_opens_them_too(client, town):
    town.wu.emailaddress_set.create(email=town.wu.email, verified=True, primary=True)
    give_totp(town.wu)
    recovery = RecoveryCodes.activate(town.wu)
    sign_in(client, town.wu, town)
    client.post(reverse("mfa_authenticate"), {"code": recovery.get_unused_codes()[0]})
    assert client.get(PAGE).status_code == 200


def test_an_ordinary_volunteer_is_not_asked_and_pays_nothing(client, town):
    client.force_login(town.qiao)
    page = reverse("volunteers:card")
    client.get(page)
    with CaptureQueriesContext(connection) as asked_for:
        assert client.get(page).status_code == 200
    assert not [q for q in asked_for if "appointment" in q["sql"] or "mfa_" in q["sql"]]


def test_whoever_becomes_staff_is_asked_soon(client, town):
    from kapok.core.access.models import Appointment

    client.force_login(town.qiao)
    client.get(reverse("volunteers:card"))
    Appointment.objects.create(user=town.qiao, role="auditor", started_at=town.now)
    session = client.session
    session[MARK] = ["not_needed", 0]  # ten minutes later
    session.save()
    assert client.get(reverse("volunteers:card")).status_code == 302


def test_the_api_answers_in_words_for_programs(client, town):
    client.force_login(town.wu)
    answer = client.get("/api/anything")
    assert answer.status_code == 403
    assert answer.json() == {"code": "second_factor_needed"}


def test_the_demo_is_exempt_only_by_its_own_mark(client, town, settings):
    settings.DEMO = True
    town.wu.is_demo = True
    town.wu.save()
    client.force_login(town.wu)
    assert client.get(PAGE).status_code == 302
    session = client.session
    session["demo_sign_in"] = True
    session.save()
    assert client.get(PAGE).status_code == 200
    settings.DEMO = False
    session = client.session
    session[MARK] = ["", 0]
    session.save()
    assert client.get(PAGE).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_counts_as_using_it(client, town):
    town.wu.emailaddress_set.create(email=town.wu.email, verified=True, primary=True)
    sign_in(client, town.wu, town)
    client.post(reverse("account_reauthenticate"), {"password": town.password})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.status_code == 302
    assert Authenticator.objects.filter(user=town.wu, type=Authenticator.Type.TOTP).exists()
    assert client.get(PAGE).status_code == 200


def test_the_back_office_asks_for_one_of_whoever_may_enter_it(client, town):
    town.lin.is_staff = True
    town.lin.save()
    client.force_login(town.lin)
    assert client.get("/office/").url == reverse("mfa_index")


def test_the_back_office_has_no_sign_in_of_its_own(client, town):
    answer = client.post("/office/login/", {"username": town.lin.email, "password": town.password})
    assert answer.url.startswith(reverse("account_login"))
