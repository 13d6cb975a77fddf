"""What production refuses, each with a sentence that says what to do.

They are system checks, so every command runs them; `refuse_unsafe_production` runs them for the web
server too, before it answers anybody.
"""

import base64
import binascii
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET, FEWEST_CHARACTERS = 50, 10
KEY_BYTES = 32
DEMONSTRATION = ("demonstration", "演示")

Problem = str | None


def embedded_server() -> Problem:
    if os.environ.get("KAPOK_EMBEDDED"):
        return "The embedded PostgreSQL is for development only: set DATABASE_URL to a server of your own."
    return None


def debug() -> Problem:
    return "KAPOK_DEBUG shows secrets to visitors: leave it out." if settings.DEBUG else None


def demo() -> Problem:
    return "KAPOK_DEMO lets anybody sign in as anyone: leave it out." if settings.DEMO else None


def secret_key() -> Problem:
    if is_weak(settings.SECRET_KEY):
        return f"KAPOK_SECRET_KEY is weak: use at least {SHORTEST_SECRET} random characters (openssl rand -base64 48)."
    return None


def field_keys() -> Problem:
    if not settings.FIELD_KEYS:
        return "KAPOK_FIELD_KEYS is missing: set it to keyid:base64-of-32-random-bytes."
    if settings.DEVELOPMENT_KEY in settings.FIELD_KEYS:
        return "KAPOK_FIELD_KEYS holds the development key, which everybody knows."
    wrong = [key.split(":")[0] for key in settings.FIELD_KEYS if not is_field_key(key)]
    if wrong:
        return f"KAPOK_FIELD_KEYS: {', '.join(wrong)} is not keyid:base64-of-32-random-bytes."
    return None


def blind_index_key() -> Problem:
    if is_weak(settings.BLIND_INDEX_KEY):
        return (
            f"KAPOK_BLIND_INDEX_KEY is weak: use at least {SHORTEST_SECRET} random characters "
            "(openssl rand -base64 48), and never change it."
        )
    if settings.BLIND_INDEX_KEY == settings.SECRET_KEY:
        return "KAPOK_BLIND_INDEX_KEY and KAPOK_SECRET_KEY must differ."
    return None


def hosts() -> Problem:
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        return "KAPOK_HOSTS must name the hosts served, separated by commas, without '*'."
    return None


def site_url() -> Problem:
    if not settings.SITE_URL.startswith("https://"):
        return f"KAPOK_SITE_URL={settings.SITE_URL!r} must begin with https://."
    return None


def text_messages() -> Problem:
    if settings.SMS_BACKEND.endswith("DevelopmentSms"):
        return "KAPOK_SMS_BACKEND shows codes on a page: name the adapter of your SMS provider."
    return None


def seal() -> Problem:
    if not settings.SEAL_FILE:
        return "KAPOK_SEAL_FILE is missing: name the PKCS#12 file of a licensed authority."
    try:
        certificates = seal_certificates(Path(settings.SEAL_FILE), settings.SEAL_PASSWORD)
    except (OSError, ValueError) as error:
        return f"KAPOK_SEAL_FILE {settings.SEAL_FILE} cannot be opened: {error}"
    if any(is_demonstration(certificate) for certificate in certificates):
        return "KAPOK_SEAL_FILE is the demonstration seal, which nobody may rely on."
    if certificates[0].not_valid_after_utc < datetime.now(UTC):
        return f"KAPOK_SEAL_FILE ran out on {certificates[0].not_valid_after_utc:%Y-%m-%d}."
    return None


def seal_certificates(path: Path, password: str) -> list[x509.Certificate]:
    bundle = pkcs12.load_pkcs12(path.read_bytes(), password.encode())
    if bundle.cert is None or bundle.key is None:
        raise ValueError("it holds no certificate with its key")
    return [bundle.cert.certificate, *(other.certificate for other in bundle.additional_certs)]


def is_demonstration(certificate: x509.Certificate) -> bool:
    names = f"{certificate.subject.rfc4514_string()} {certificate.issuer.rfc4514_string()}"
    return any(word in names.lower() for word in DEMONSTRATION)


def is_weak(secret: str) -> bool:
    return (
        secret == settings.DEVELOPMENT_SECRET or len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS
    )


def is_field_key(text: str) -> bool:
    name, _, encoded = text.partition(":")
    try:
        return bool(name) and len(base64.b64decode(encoded, validate=True)) == KEY_BYTES
    except binascii.Error:
        return False


REFUSALS: dict[str, Callable[[], Problem]] = {
    "kapok.E001": embedded_server,
    "kapok.E002": debug,
    "kapok.E003": demo,
    "kapok.E004": secret_key,
    "kapok.E005": field_keys,
    "kapok.E006": blind_index_key,
    "kapok.E007": hosts,
    "kapok.E008": site_url,
    "kapok.E009": text_messages,
    "kapok.E010": seal,
}


def problems() -> Iterable[tuple[str, str]]:
    for number, look in REFUSALS.items():
        if said := look():
            yield number, said


@register("production")
def production_is_safe(**kwargs: object) -> list[CheckMessage]:
    if not settings.PRODUCTION:
        return []
    return [Error(said, id=number) for number, said in problems()]


def refuse_unsafe_production() -> None:
    """Called by config.wsgi before the first request."""
    if found := production_is_safe():
        lines = "\n".join(f"- {problem.msg}" for problem in found)
        raise ImproperlyConfigured(f"KAPOK_ENV=production refuses to start:\n{lines}")
