"""Fixtures of the whole suite: cloned databases, and a browser in people's sizes and languages.

Started by `bin/test`, which starts a server, migrates a template database and finds a browser.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from tools import cloning

pytest_plugins = ["kapok.testing.fixtures"]

ROOT = Path(__file__).resolve().parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIZES = {"desktop": (1280, 900), "phone": (360, 740)}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request) -> Iterator[None]:
    """Clone the migrated template instead of migrating for each worker."""
    template = os.environ.get("KAPOK_TEST_TEMPLATE")
    if not template:
        pytest.fail("No migrated template database: see what bin/test printed.", pytrace=False)
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"{settings.DATABASES['default']['TEST']['NAME']}_{worker}"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        cloning.clone(name, template)
        connections["default"].settings_dict["NAME"] = name
        patch.setenv("DATABASE_URL", cloning.url(name))  # for processes that a test starts
        patch.setattr(TransactionTestCase, "_fixture_teardown", cloning.Wiper().wipe)
        yield
    with django_db_blocker.unblock():
        connections.close_all()
        cloning.drop(name)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the session. Without any, browser tests fail: they are not skipped."""
    path = os.environ.get("KAPOK_CHROMIUM")
    if not path:
        from tools.chromium import NONE

        pytest.fail(NONE, pytrace=False)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser, live_server):
    """`open_page(size="phone", language="en")`: a fresh person's page, closed after the test."""
    contexts = []

    def open_one(*, size: str = "desktop", language: str = "zh-hans", **options):
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN" if language.startswith("zh") else language,
            timezone_id="Asia/Shanghai",
            has_touch=size == "phone",
            **options,
        )
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    """A page at desktop width in Chinese; `open_page` gives the other sizes and languages."""
    return open_page()


@pytest.fixture(params=["desktop", "phone"])
def size(request) -> str:
    return request.param


@pytest.fixture(params=["zh-hans", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def sign_in(client, live_server):
    """`sign_in(page, user)`: give this page the session of that person, without the forms."""

    def give(page, user) -> None:
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        given = {"name": cookie.key, "value": cookie.value, "url": live_server.url}
        page.context.add_cookies([given])

    return give


@pytest.fixture
def axe():
    """`axe(page)`: fail with what axe-core finds on the page as it stands."""
    return assert_accessible


def assert_accessible(page) -> None:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
    found = page.evaluate("options => axe.run(document, options)", options)
    problems = [
        f"{rule['id']}: {rule['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert not problems, f"axe on {page.url}:\n" + "\n".join(problems)
