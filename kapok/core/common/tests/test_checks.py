import base64
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from kapok.core.common import checks
from kapok.core.common.tests.seals import write_seal

STRONG = "q8Zr2LmX5vTn0BhYc7WkD3sJf6PgA1uEoR9iMxKt4NbVzQyHwS"


@pytest.fixture
def production(settings, monkeypatch, tmp_path):
    """Settings with which production starts; each test spoils one of them."""
    monkeypatch.delenv("KAPOK_EMBEDDED", raising=False)
    write_seal(tmp_path / "seal.p12", authority="Guangdong CA", until=datetime(2100, 1, 1, tzinfo=UTC))
    settings.PRODUCTION = True
    settings.DEBUG = settings.DEMO = False
    settings.SECRET_KEY = STRONG
    settings.BLIND_INDEX_KEY = STRONG[::-1]
    settings.FIELD_KEYS = ["k1:" + base64.b64encode(bytes(range(100, 132))).decode()]
    settings.ALLOWED_HOSTS = ["volunteer.example.cn"]
    settings.SITE_URL = "https://volunteer.example.cn"
    settings.SMS_BACKEND = "provider.Sms"
    settings.SEAL_FILE, settings.SEAL_PASSWORD = str(tmp_path / "seal.p12"), "secret"
    return settings


def test_starts_when_everything_is_right(production):
    assert checks.production_is_safe() == []
    checks.refuse_unsafe_production()


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("DEBUG", True, "KAPOK_DEBUG"),
        ("DEMO", True, "KAPOK_DEMO"),
        ("SECRET_KEY", "short", "KAPOK_SECRET_KEY is weak"),
        ("SECRET_KEY", "a" * 80, "KAPOK_SECRET_KEY is weak"),
        ("FIELD_KEYS", [], "KAPOK_FIELD_KEYS is missing"),
        ("FIELD_KEYS", ["k1:c2hvcnQ="], "k1 is not keyid"),
        ("FIELD_KEYS", ["k1:%%%"], "k1 is not keyid"),
        ("BLIND_INDEX_KEY", "short", "KAPOK_BLIND_INDEX_KEY is weak"),
        ("BLIND_INDEX_KEY", STRONG, "must differ"),
        ("ALLOWED_HOSTS", [], "KAPOK_HOSTS"),
        ("ALLOWED_HOSTS", ["*"], "KAPOK_HOSTS"),
        ("SITE_URL", "http://volunteer.example.cn", "https://"),
        ("SMS_BACKEND", "kapok.core.accounts.sms.DevelopmentSms", "KAPOK_SMS_BACKEND"),
        ("SEAL_FILE", "", "KAPOK_SEAL_FILE is missing"),
        ("SEAL_FILE", "/nowhere/seal.p12", "cannot be opened"),
        ("SEAL_PASSWORD", "wrong", "cannot be opened"),
    ],
)
def test_refuses_each_weakness_by_name(production, setting, value, words):
    setattr(production, setting, value)

    (problem,) = checks.production_is_safe()

    assert words in problem.msg
    with pytest.raises(ImproperlyConfigured, match="refuses to start"):
        checks.refuse_unsafe_production()


@pytest.mark.parametrize("setting", ["SECRET_KEY", "BLIND_INDEX_KEY"])
def test_refuses_the_development_secret(production, setting):
    setattr(production, setting, production.DEVELOPMENT_SECRET)

    assert any(setting in problem.msg for problem in checks.production_is_safe())


def test_refuses_the_development_key(production):
    production.FIELD_KEYS = [*production.FIELD_KEYS, production.DEVELOPMENT_KEY]

    assert "development key" in checks.production_is_safe()[0].msg


def test_refuses_the_embedded_server(production, monkeypatch):
    monkeypatch.setenv("KAPOK_EMBEDDED", "1")

    assert "embedded PostgreSQL" in checks.production_is_safe()[0].msg


@pytest.mark.parametrize(
    ("authority", "year", "words"),
    [
        ("Kapok demonstration authority", 2100, "demonstration seal"),
        ("Guangdong CA", 2020, "ran out on 2020-01-01"),
    ],
)
def test_refuses_a_seal_nobody_can_rely_on(production, tmp_path, authority, year, words):
    until = datetime(year, 1, 1, tzinfo=UTC)
    write_seal(tmp_path / "seal.p12", authority=authority, until=until)

    assert words in checks.production_is_safe()[0].msg


def test_says_nothing_outside_production(production):
    production.PRODUCTION, production.DEBUG = False, True

    assert checks.production_is_safe() == []
