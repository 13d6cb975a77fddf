import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session as DjangoSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kapok.core.accounts import sessions
from kapok.core.accounts.models import Session
from kapok.core.accounts.sessions import SessionStore, end_all_sessions


@pytest.fixture
def at_home(client, town):
    client.force_login(town.lin)
    return client


def test_a_signed_in_person_is_read_with_one_query(at_home, town, rf):
    from kapok.core.accounts.middleware import user_of

    request = rf.get("/")
    request.session = SessionStore(at_home.session.session_key)
    with CaptureQueriesContext(connection) as queries:
        assert user_of(request) == town.lin
        assert user_of(request).name == town.lin.name
    assert len(queries) == 1


def test_the_phone_is_there_when_asked_for(town):
    town.lin.set_phone("+8613800138000", verified=True)
    town.lin.save()
    store = SessionStore()
    store["_auth_user_id"] = str(town.lin.pk)
    store.create()
    again = SessionStore(store.session_key)
    again.load()
    assert again.signed_in.phone == "+8613800138000"


def test_what_a_session_holds_is_sealed(town):
    store = SessionStore()
    store["phone"] = "+8613800138000"
    store.create()
    assert "13800138000" not in Session.objects.get().session_data
    assert SessionStore(store.session_key)["phone"] == "+8613800138000"
    assert not DjangoSession.objects.exists()


@pytest.mark.parametrize("key", ["made-up", "x" * 40, "'; DROP", "é" * 32, ""])
def test_a_made_up_key_is_an_empty_session(db, key):
    assert SessionStore(key).load() == {}


def test_a_session_nobody_can_read_is_empty(town):
    store = SessionStore()
    store.create()
    Session.objects.update(session_data="AAAA")
    assert SessionStore(store.session_key).load() == {}


def test_signing_out_everywhere_is_immediate(at_home, town):
    assert at_home.get(reverse("accounts:account")).status_code == 200
    assert end_all_sessions(town.lin.pk) == 1
    assert at_home.get(reverse("accounts:account")).status_code == 302


def test_other_devices_are_listed_and_signed_out(town):
    town.lin.emailaddress_set.create(email=town.lin.email, verified=True, primary=True)
    at_home, elsewhere = Client(), Client(headers={"User-Agent": "MicroMessenger iPhone"})
    for browser in (at_home, elsewhere):
        browser.post(reverse("account_login"), {"login": town.lin.email, "password": town.password})
    page = at_home.get(reverse("usersessions_list"))
    assert page.status_code == 200
    assert len(page.context["sessions"]) == 2
    assert "WeChat · iPhone" in page.text

    at_home.post(reverse("usersessions_list"))

    assert elsewhere.get(reverse("accounts:account")).status_code == 302
    assert at_home.get(reverse("accounts:account")).status_code == 200


def test_a_changed_password_ends_other_sessions(at_home, town):
    town.lin.set_password("another-word-entirely")
    town.lin.save()
    assert at_home.get(reverse("accounts:account")).status_code == 302


def test_a_closed_account_is_signed_out(at_home, town):
    town.lin.is_active = False
    town.lin.save()
    assert at_home.get(reverse("accounts:account")).status_code == 302


class TestMemory:
    @pytest.fixture(autouse=True)
    def on(self, settings, transactional_db):
        settings.SESSION_MEMORY_SECONDS = 60
        sessions._memory.clear()

    @pytest.fixture
    def key(self, at_home):
        return at_home.session.session_key

    def queries_of(self, key):
        with CaptureQueriesContext(connection) as queries:
            store = SessionStore(key)
            store.load()
        return len(queries), store

    def test_a_session_is_asked_for_once(self, town, key):
        assert [self.queries_of(key)[0] for _again in range(3)] == [1, 0, 0]
        assert self.queries_of(key)[1].signed_in == town.lin

    def test_each_request_has_its_own_copy(self, town, key):
        one, other = self.queries_of(key)[1], self.queries_of(key)[1]
        one["typed"] = "x"
        one.signed_in.name = "changed in memory only"
        assert "typed" not in other
        assert self.queries_of(key)[1].signed_in.name == town.lin.name

    def test_a_changed_session_is_read_again(self, key):
        store = self.queries_of(key)[1]
        store["typed"] = "x"
        store.save()
        count, again = self.queries_of(key)
        assert (count, again["typed"]) == (1, "x")

    def test_a_changed_person_is_read_again(self, town, key):
        self.queries_of(key)
        town.lin.name = "林大雨"
        town.lin.save()
        assert self.queries_of(key)[1].signed_in.name == "林大雨"

    def test_an_ended_session_is_over_at_once(self, key):
        self.queries_of(key)
        SessionStore(key).delete()
        assert self.queries_of(key)[1].signed_in is None

    def test_so_is_everything_of_a_person_signed_out_everywhere(self, town, key):
        self.queries_of(key)
        end_all_sessions(town.lin.pk)
        assert self.queries_of(key)[1].signed_in is None

    def test_another_process_that_changes_it_is_heard(self, key):
        self.queries_of(key)
        code = f"""
import django; django.setup()
from kapok.core.accounts import versions
versions._write({key!r})
"""
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
        subprocess.run([sys.executable, "-c", code], check=True, cwd=settings.BASE_DIR, env=environment)
        assert self.queries_of(key)[0] == 1
