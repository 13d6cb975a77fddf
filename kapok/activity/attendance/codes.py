"""The rotating code on the leader's screen: a signed token that is good for one window of 20 seconds.

It names the session, the direction and the window, and nobody. Whoever holds it was where the screen
is, about when it was shown; the secret that signs it never leaves the server.
"""

import base64
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

from kapok.activity.attendance.models import Direction
from kapok.activity.attendance.refusals import CodeForged, CodeNotYetValid, CodeStale

WINDOW = 20  # seconds
GRACE = 1  # windows before and after
MAC_BYTES = 10
LAYOUT = struct.Struct(">16sI")
DIRECTIONS = [Direction.IN, Direction.OUT]
SHORT_LENGTH = 6


class HasSecret(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def code_secret(self) -> bytes: ...


@dataclass(frozen=True)
class Claim:
    """What a token says, before its signature is checked."""

    session_id: UUID
    direction: Direction
    window: int
    body: bytes
    mac: bytes


def window_at(at: datetime) -> int:
    return int(at.timestamp()) // WINDOW


def seconds_left(at: datetime) -> int:
    return WINDOW - int(at.timestamp()) % WINDOW


def make(session: HasSecret, direction: Direction, at: datetime) -> str:
    body = LAYOUT.pack(session.id.bytes, window_at(at) << 1 | DIRECTIONS.index(direction))
    return base64.b32encode(body + _mac(session.code_secret, body)).decode().lower()


def read(token: str) -> Claim:
    """The claim a token makes; raises CodeForged when it has not even the shape of one."""
    try:
        raw = base64.b32decode(token.upper())
        session, packed = LAYOUT.unpack(raw[: LAYOUT.size])
    except (ValueError, struct.error):
        raise CodeForged from None
    if len(raw) != LAYOUT.size + MAC_BYTES:
        raise CodeForged
    return Claim(
        session_id=UUID(bytes=session),
        direction=DIRECTIONS[packed & 1],
        window=packed >> 1,
        body=raw[: LAYOUT.size],
        mac=raw[LAYOUT.size :],
    )


def prove(claim: Claim, secret: bytes, at: datetime) -> None:
    """Refuse a token that this session did not make, or that was not on its screen at `at`."""
    if not hmac.compare_digest(claim.mac, _mac(secret, claim.body)):
        raise CodeForged
    late = window_at(at) - claim.window
    if late > GRACE:
        raise CodeStale
    if late < -GRACE:
        raise CodeNotYetValid


def shown_until(claim: Claim) -> datetime:
    return datetime.fromtimestamp((claim.window + 1) * WINDOW, UTC)


def short(session: HasSecret, direction: Direction, at: datetime) -> str:
    """Six characters to read out or type, good as long as the picture is."""
    return _short(session.code_secret, direction, window_at(at))


def direction_of_short(typed: str, session: HasSecret, at: datetime) -> Direction | None:
    """The direction a typed code stands for in this session now, or None."""
    wanted = typed.strip().replace(" ", "").upper().encode()
    for late in range(-GRACE, GRACE + 1):
        window = window_at(at - timedelta(seconds=late * WINDOW))
        for direction in DIRECTIONS:
            if hmac.compare_digest(wanted, _short(session.code_secret, direction, window).encode()):
                return direction
    return None


def _mac(secret: bytes, body: bytes) -> bytes:
    return hmac.new(bytes(secret), b"check-in\0" + body, hashlib.sha256).digest()[:MAC_BYTES]


def _short(secret: bytes, direction: Direction, window: int) -> str:
    text = f"short\0{direction}\0{window}".encode()
    digest = hmac.new(bytes(secret), text, hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:SHORT_LENGTH]
