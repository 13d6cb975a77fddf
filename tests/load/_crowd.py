"""Ten thousand enrolled volunteers with sessions, and activities they may all sign up for."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from tests.load import harness

PEOPLE = 10_000


@dataclass
class Crowd:
    town: object
    sessions: list[str]

    def positions(self, number: int, *, capacity: int, day: int) -> list:
        """`number` activities at the same hour of one day, with one position each."""
        lasts, starts = timedelta(hours=2), timedelta(days=2 + day)
        made = [self.town.activity(starts_in=starts, lasts=lasts, capacity=capacity) for _ in range(number)]
        return [position for _activity, _session, position in made]


def gather(people: int = PEOPLE) -> Crowd:
    from kapok.testing.town import build

    town = build()
    return Crowd(town, harness.sessions(_users(_volunteers(town, people))))


def _volunteers(town, people: int) -> list:
    from kapok.core.accounts.models import User
    from kapok.core.common import crypto
    from kapok.organization.volunteers.models import Volunteer, VolunteerEnrolment

    users = User.objects.bulk_create(
        [User(email=f"crowd{n}@example.cn", name="众志") for n in range(people)], batch_size=2000
    )
    rows = [
        Volunteer(
            user=user, volunteer_number=f"440106{n:010d}Y", name="众志", sex="9",
            birth_date=town.now.date() - timedelta(days=9000), document_type="111",
            document_number=crypto.seal(str(n), context="volunteers_volunteer.document_number"),
            document_index=crypto.blind_index(f"crowd{n}", purpose="document"),
            residence_id="440106", home_region_id="440106", card_secret=secrets.token_bytes(32),
        )
        for n, user in enumerate(users)
    ]  # fmt: skip
    volunteers = Volunteer.objects.bulk_create(rows, batch_size=2000)
    since = town.now - timedelta(days=30)
    VolunteerEnrolment.objects.bulk_create(
        [
            VolunteerEnrolment(volunteer=row, state="active", declared_at=since, activated_at=since)
            for row in volunteers
        ],
        batch_size=2000,
    )
    return volunteers


def _users(volunteers: list) -> list:
    return [volunteer.user for volunteer in volunteers]


def asks(site: harness.Site, crowd: Crowd, positions: list) -> list[bytes]:
    """Everybody asks once, spread evenly over the positions."""
    return [
        site.request(
            f"/activities/{position.activity_id}/positions/{position.pk}/sign-up",
            session=key,
            form={},
        )
        for key, position in zip(crowd.sessions, positions * len(crowd.sessions), strict=False)
    ]


def settle_statistics() -> None:
    """What autovacuum would have done by the time a real crowd has enrolled."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
