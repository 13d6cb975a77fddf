"""Closing an activity of ten thousand attendees: attendance → records → totals → points → journal, against
COPY of the very same rows into the same tables and indexes. No HTTP."""

import io
import time
from collections.abc import Iterator
from datetime import timedelta

from tests.load import _crowd, harness

PEOPLE = 10_000
WRITTEN = ["records_servicerecord", "records_volunteertotals", "journal_line", "points_pointstransaction",
           "points_pointsentry", "points_pointsaccount"]  # fmt: skip
EMPTIED = "journal_position, journal_pending, journal_cursor"


def run() -> Iterator[dict]:
    with harness.site() as site:
        crowd = _crowd.gather(PEOPLE)
        activity = attended(crowd)
        _crowd.settle_statistics()
        closing(activity, crowd)  # warm
        pairs = []
        for _ in range(3):
            ours = closing(activity, crowd)
            pairs.append((ours, yardstick()))
        yield harness.figure("settle", "records/s", pairs, generator_cpu=0, worker_mb=round(site.memory()))


def attended(crowd: _crowd.Crowd):
    """An activity that ended two hours ago, everybody checked in and out by the rotating code."""
    from kapok.activity.activities.models import SignUp
    from kapok.activity.attendance.models import Attendance, AttendanceState
    from kapok.organization.volunteers.models import Volunteer

    now = crowd.town.now
    activity, session, position = crowd.town.activity(
        starts_in=-timedelta(hours=5), lasts=timedelta(hours=3), capacity=PEOPLE, state="settling"
    )
    people = Volunteer.objects.filter(volunteer_number__endswith="Y").values_list("pk", flat=True)
    signups = SignUp.objects.bulk_create(
        [
            SignUp(
                activity=activity, position=position, volunteer_id=each, state="confirmed",
                served=(session.starts_at, session.ends_at), queued=n, asked_at=now, decided_at=now,
            )
            for n, each in enumerate(people)
        ],
        batch_size=1000,
    )  # fmt: skip
    Attendance.objects.bulk_create(
        [
            Attendance(
                volunteer_id=signup.volunteer_id, activity_id=activity.pk, session=session, signup_id=signup.pk,
                present=(session.starts_at, session.ends_at), in_mode="qr_rotating", out_mode="qr_rotating",
                state=AttendanceState.CLOSED,
            )
            for signup in signups
        ],
        batch_size=1000,
    )  # fmt: skip
    return activity


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(WRITTEN)}, {EMPTIED} CASCADE")


def closing(activity, crowd: _crowd.Crowd) -> float:
    """Records a second until the points of all of them are posted."""
    from kapok.activity.attendance.models import Attendance
    from kapok.activity.records import actions
    from kapok.core.journal import readers
    from kapok.core.journal.sequencing import place_pending

    empty()
    Attendance.objects.filter(activity_id=activity.pk).update(state="closed")
    activity.__class__.objects.filter(pk=activity.pk).update(state="settling")
    began = time.perf_counter()
    done = actions.settle(activity, by=None, at=crowd.town.now)
    while place_pending():
        pass
    readers.catch_up("points")
    took = time.perf_counter() - began
    assert done.effective == PEOPLE, done
    return PEOPLE / took


def yardstick() -> float:
    """COPY out what was written, empty the tables, and time COPY of it back in with one commit."""
    from django.db import connection, transaction

    kept = {}
    with connection.cursor() as cursor:
        for table in WRITTEN:
            with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:
                kept[table] = b"".join(bytes(part) for part in copy)
        empty()
        began = time.perf_counter()
        with transaction.atomic():
            for table in WRITTEN:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    stream = io.BytesIO(kept[table])
                    while part := stream.read(1 << 16):
                        copy.write(part)
        return PEOPLE / (time.perf_counter() - began)
