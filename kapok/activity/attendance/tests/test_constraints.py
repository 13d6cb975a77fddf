"""What the database refuses about presence, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import TimestamptzRange

from kapok.activity.attendance.models import Attendance, AttendanceEvent
from kapok.core.common.ids import new_id


def pair(town, **more):
    fields = {
        "volunteer_id": town.lin.volunteer.pk,
        "activity_id": town.clean_up.pk,
        "session": town.session,
        "signup_id": new_id(),
        "present": TimestamptzRange(town.now, town.now + timedelta(hours=1)),
        "in_mode": "qr_rotating",
        **more,
    }
    return Attendance.objects.create(**fields)


def test_what_is_closed_has_an_end(town):
    with pytest.raises(IntegrityError, match="attendance_closed_has_an_end"), transaction.atomic():
        pair(town, state="closed", present=TimestamptzRange(town.now, None))


def test_presence_has_a_beginning(town):
    with pytest.raises(IntegrityError, match="attendance_has_a_beginning"), transaction.atomic():
        pair(town, present=TimestamptzRange(None, town.now))


def test_an_event_comes_once(town):
    """PostgreSQL names `attendance_event_nonce_once` on a partition by its columns."""
    event = {
        "volunteer_id": town.lin.volunteer.pk,
        "session": town.session,
        "signup_id": new_id(),
        "direction": "in",
        "mode": "qr_rotating",
        "at": town.now,
        "received_at": town.now,
        "nonce": new_id(),
    }
    AttendanceEvent.objects.create(**event)
    with pytest.raises(IntegrityError, match="volunteer_id_nonce"), transaction.atomic():
        AttendanceEvent.objects.create(**event)
