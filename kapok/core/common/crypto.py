"""Application-side encryption of personal fields, and blind indexes to find them again.

AES-256-GCM with a key id in front, so keys rotate without a rewrite: the first key of
settings.FIELD_KEYS seals, every listed key opens. The blind index is an HMAC under another key.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12


@lru_cache(maxsize=4)
def _keys(configured: tuple[str, ...]) -> dict[str, AESGCM]:
    keys = {}
    for entry in configured:
        name, _, encoded = entry.partition(":")
        keys[name] = AESGCM(base64.b64decode(encoded))
    if not keys:
        raise ImproperlyConfigured("KAPOK_FIELD_KEYS holds no key.")
    return keys


def seal(text: str, *, context: str) -> bytes:
    """Encrypt `text`; `context` (table.column) is authenticated, so a value cannot be moved to another column."""
    keys = _keys(tuple(settings.FIELD_KEYS))
    name, key = next(iter(keys.items()))
    nonce = os.urandom(NONCE_BYTES)
    return name.encode() + b":" + nonce + key.encrypt(nonce, text.encode(), context.encode())


def unseal(sealed: bytes, *, context: str) -> str:
    name, _, rest = bytes(sealed).partition(b":")
    key = _keys(tuple(settings.FIELD_KEYS))[name.decode()]
    return key.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], context.encode()).decode()


def blind_index(text: str, *, purpose: str) -> bytes:
    """32 bytes that are equal for equal `text` and tell nothing else (HMAC-SHA-256)."""
    key = settings.BLIND_INDEX_KEY.encode()
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()


def token_hash(token: str) -> bytes:
    """How one-time links and codes are stored: never in clear."""
    return blind_index(token, purpose="token")
