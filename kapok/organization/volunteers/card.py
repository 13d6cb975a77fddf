"""The personal QR of a volunteer's card: who it is and a signature, nothing else.

`K1.<volunteer number>.<signature>`; the signature is an HMAC under the card's own secret, so a
renewed card makes every older one invalid, and nobody draws a card for a number they read
somewhere.
"""

import base64
import hashlib
import hmac

PREFIX = "K1"
SIGNATURE_BYTES = 12


def payload(volunteer_number: str, secret: bytes) -> str:
    return f"{PREFIX}.{volunteer_number}.{_signature(volunteer_number, secret)}"


def number_in(text: str) -> str | None:
    """The volunteer number a scanned text claims, if it looks like a card at all."""
    parts = text.strip().split(".")
    return parts[1] if len(parts) == 3 and parts[0] == PREFIX else None


def is_genuine(text: str, *, volunteer_number: str, secret: bytes) -> bool:
    expected = payload(volunteer_number, secret)
    return hmac.compare_digest(text.strip().encode(), expected.encode())


def _signature(volunteer_number: str, secret: bytes) -> str:
    digest = hmac.new(bytes(secret), f"card:{volunteer_number}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode()
