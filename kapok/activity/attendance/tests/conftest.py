from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kapok.activity.activities.models import SignUp
from kapok.activity.attendance import actions, codes, door
from kapok.activity.attendance.models import Direction


def sign_up(volunteer, position, *, at):
    session = position.session
    return SignUp.objects.create(
        activity=position.activity,
        position=position,
        volunteer=volunteer,
        state="confirmed",
        served=(session.starts_at, session.ends_at),
        queued=1,
        asked_at=at,
        decided_at=at,
    )


def scan(session, user, direction=Direction.IN, *, at, seen_at=None, nonce=None):
    token = codes.make(session, direction, seen_at or at)
    return actions.scan(token, user=user, at=seen_at or at, received_at=at, nonce=nonce or uuid4())


@pytest.fixture(autouse=True)
def nothing_kept():
    door.forget()


@pytest.fixture
def shift(town):
    """The clean-up, tomorrow from nine to twelve, with Lin and Qiao signed up."""
    tomorrow = timezone.localtime(town.now) + timedelta(days=1)
    town.start = tomorrow.replace(hour=9, minute=0)
    town.end = town.start + timedelta(hours=3)
    for row in (town.clean_up, town.session):
        row.starts_at, row.ends_at = town.start, town.end
        row.save(update_fields=["starts_at", "ends_at"])
    for key in ("lin", "qiao"):
        sign_up(town.volunteers[key], town.position, at=town.now)
    return town
