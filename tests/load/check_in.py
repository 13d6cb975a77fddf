"""Five thousand people scan the rotating code of one session, against a bare view on the same server,
middleware, session and sign-in that makes one insert and commits."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from tests.load import _crowd, bare, harness

PEOPLE = 5_000


def run() -> Iterator[dict]:
    with harness.site() as site:
        crowd = _crowd.gather(PEOPLE)
        session = session_of_all(crowd)
        _crowd.settle_statistics()
        runs: list[dict] = []
        yardstick(site, crowd)  # everybody's first request of their session is not what is measured
        scans(site, crowd, session)  # warm
        pairs = harness.paired(
            lambda: runs.append(scans(site, crowd, session)) or runs[-1]["rate"],
            lambda: yardstick(site, crowd),
        )
        yield harness.figure(
            "check_in",
            "scans/s",
            pairs,
            p95_seconds=round(max(each["p95"] for each in runs), 3),
            generator_cpu=round(max(each["generator_cpu"] for each in runs), 2),
            worker_mb=round(site.memory()),
        )


def session_of_all(crowd: _crowd.Crowd):
    """A session that began ten minutes ago, with a confirmed place for everybody."""
    from kapok.activity.activities.models import SignUp
    from kapok.organization.volunteers.models import Volunteer

    now = crowd.town.now
    activity, session, position = crowd.town.activity(
        starts_in=-timedelta(minutes=10), lasts=timedelta(hours=4), capacity=PEOPLE, state="in_progress"
    )
    crowd_ids = Volunteer.objects.filter(volunteer_number__endswith="Y").values_list("pk", flat=True)
    SignUp.objects.bulk_create(
        [
            SignUp(
                activity=activity, position=position, volunteer_id=each, state="confirmed",
                served=(session.starts_at, session.ends_at), queued=n, asked_at=now, decided_at=now,
            )
            for n, each in enumerate(crowd_ids)
        ],
        batch_size=1000,
    )  # fmt: skip
    return session


def people() -> list:
    """The crowd in the order of its sessions."""
    from kapok.core.accounts.models import User

    return list(User.objects.filter(email__startswith="crowd").order_by("pk").only("pk"))


def scans(site: harness.Site, crowd: _crowd.Crowd, session) -> dict:
    """Everybody presses the button once, on the page that opened as they scanned the code."""
    from django.db import connection
    from django.urls import reverse
    from django.utils import timezone

    from kapok.activity.attendance import codes
    from kapok.activity.attendance.models import Attendance, Direction
    from kapok.activity.attendance.views.checking_in import Seen

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE attendance_attendance, attendance_attendanceevent")
    now = timezone.now()
    seen = Seen(codes.make(session, Direction.IN, now), now)
    address = reverse("attendance:check_in", args=[seen.token])
    requests = [
        site.request(address, session=key, form={"nonce": uuid.uuid4(), "seen": seen.sealed(user)})
        for key, user in zip(crowd.sessions, people(), strict=True)
    ]
    result = site.load(requests)
    assert result["statuses"] == {"302": PEOPLE}, result
    assert Attendance.objects.filter(session=session, state="opened").count() == PEOPLE
    return result


def yardstick(site: harness.Site, crowd: _crowd.Crowd) -> float:
    bare.make_places(1, PEOPLE)
    requests = [site.request("/bare/insert/1", session=key, form={}) for key in crowd.sessions]
    result = site.load(requests)
    assert result["statuses"] == {"200": PEOPLE}, result
    return result["rate"]
