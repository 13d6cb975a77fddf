"""The demonstration seal of development, demo and tests; production names its own."""

import os
from datetime import UTC, datetime

from tools.places import say, var


def ensure_demo_seal() -> None:
    if os.environ.get("KAPOK_SEAL_FILE") or os.environ.get("KAPOK_ENV") == "production":
        return
    path = var() / "seal" / "demo.p12"
    if path.exists():
        return
    from kapok.recognition.certificates.demo_authority import write_demo_seal

    say("  Making the demonstration seal …")
    password = os.environ.get("KAPOK_SEAL_PASSWORD", "demonstration")
    write_demo_seal(path, password=password, at=datetime.now(UTC))
