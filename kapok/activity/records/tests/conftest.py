from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kapok.activity.activities.models import SignUp
from kapok.activity.attendance import actions as attendance
from kapok.activity.attendance import door
from kapok.activity.attendance import queries as presence
from kapok.activity.attendance.models import CheckInMode, Direction
from kapok.activity.records import actions
from kapok.activity.records.models import ServiceRecord

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def nothing_kept():
    door.forget()


@pytest.fixture
def town(town):
    """The clean-up was yesterday from nine to twelve."""
    yesterday = timezone.localtime(town.now) - timedelta(days=1)
    town.start = yesterday.replace(hour=9, minute=0)
    town.end = town.start + timedelta(hours=3)
    when(town.clean_up, town.session, town.start, town.end)
    town.later = town.end + timedelta(hours=2)
    return town


def when(activity, session, start, end):
    for row in (activity, session):
        row.starts_at, row.ends_at = start, end
        row.save(update_fields=["starts_at", "ends_at"])
    door.forget()


def sign_up(town, key, position=None):
    position = position or town.position
    return SignUp.objects.create(
        activity=position.activity, position=position, volunteer=town.volunteers[key], state="confirmed",
        served=(position.session.starts_at, position.session.ends_at), queued=1, asked_at=town.now,
        decided_at=town.now,
    )  # fmt: skip


def serve(town, key, minutes=120, *, mode=CheckInMode.QR_ROTATING, by=None, position=None, begin=0):
    """Sign up, check in `begin` minutes after the start, and out `minutes` later."""
    position = position or town.position
    signup = SignUp.objects.filter(volunteer=town.volunteers[key], position=position).first()
    signup = signup or sign_up(town, key, position)
    place = presence.place_of(position.session_id, volunteer_id=signup.volunteer_id)
    came = position.session.starts_at + begin * MINUTE
    actor = by or town.people[key]
    for direction, at in [(Direction.IN, came), (Direction.OUT, came + minutes * MINUTE)]:
        attendance.record_event(place, direction=direction, mode=mode, at=at, received_at=at, nonce=uuid4(), by=actor)


def settle(town, activity=None, *, at=None):
    return actions.settle(activity or town.clean_up, by=None, at=at or town.later)


def record_of(town, key):
    return ServiceRecord.objects.current().get(volunteer_id=town.volunteers[key].id)
