"""Stars follow what counts: reached, certified by whoever the level names, withdrawn when hours go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kapok.activity.records.models import VolunteerTotals
from kapok.core import journal
from kapok.core.ui.words import moment
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.stars.ladder import Ladder, day_of, ladder
from kapok.recognition.stars.models import StarGrade, StarState
from kapok.recognition.stars.queries import certifier_name, certifies
from kapok.recognition.stars.refusals import NotTheCertifier, NotWaiting, OwnStar, StillOpenToObjection


@dataclass(frozen=True)
class Standing:
    """What decides a person's stars at one moment."""

    volunteer: Volunteer
    minutes: int
    grades: list[StarGrade]
    at: datetime

    @property
    def ladder(self) -> Ladder:
        return ladder(region=self.volunteer.home_region_id, at=self.at)

    def reached(self) -> int:
        return self.ladder.reached(self.minutes, day_of(self.volunteer.enrolled_at), timezone.localdate(self.at))

    def missing(self) -> list[int]:
        held = {grade.level for grade in self.grades}
        return [level for level in range(1, self.reached() + 1) if level not in held]

    def lost(self) -> list[StarGrade]:
        """Stars whose hours are gone, by the thresholds under which they were reached."""
        return [grade for grade in self.grades if self.minutes < _asked(self.volunteer, grade)]


def _asked(volunteer: Volunteer, grade: StarGrade) -> int:
    return ladder(region=volunteer.home_region_id, at=grade.reached_at).step(grade.level).minutes


@transaction.atomic
def review(moments: Mapping[UUID, datetime]) -> int:
    """Bring the stars of these volunteers in line with their hours; each dated at its own moment. How many changed."""
    entries = []
    for standing in _standings(moments):
        entries += [_reach(standing, level) for level in standing.missing()]
        entries += [_withdraw(grade, standing) for grade in standing.lost()]
    journal.write_many(entries)
    return len(entries)


def _standings(moments: Mapping[UUID, datetime]) -> Iterable[Standing]:
    locked = Volunteer.objects.filter(pk__in=moments).select_for_update(no_key=True).order_by("pk")
    people = list(locked.only("id", "home_region_id", "enrolled_at"))  # before what is read under the lock
    minutes = {row.pk: row.lifetime_minutes for row in VolunteerTotals.objects.filter(pk__in=moments)}
    grades: dict[UUID, list[StarGrade]] = {}
    for grade in StarGrade.objects.filter(volunteer__in=moments, withdrawn_at__isnull=True):
        grades.setdefault(grade.volunteer_id, []).append(grade)
    for person in people:
        yield Standing(person, minutes.get(person.pk, 0), grades.get(person.pk, []), moments[person.pk])


def _reach(standing: Standing, level: int) -> journal.Entry:
    grade = StarGrade.objects.create(
        volunteer=standing.volunteer,
        level=level,
        minutes=standing.minutes,
        reached_at=standing.at,
        policies=standing.ladder.pins,
    )
    return _entry("star.reached", grade, by=None, at=standing.at)


def _withdraw(grade: StarGrade, standing: Standing) -> journal.Entry:
    grade.state, grade.withdrawn_at = StarState.WITHDRAWN, standing.at
    grade.save(update_fields=["state", "withdrawn_at"])
    return _entry("star.withdrawn", grade, by=None, at=standing.at)


@transaction.atomic
def certify(grade: StarGrade, *, by: Any, at: datetime) -> StarGrade:
    """Certify a star that was open to objection long enough, by the federation its level names (BR-63, 64)."""
    held = StarGrade.objects.select_for_update(of=("self",)).select_related("volunteer").get(pk=grade.pk)
    if held.state != StarState.REACHED:
        raise NotWaiting
    if by.pk == held.volunteer.user_id:
        raise OwnStar
    rules = ladder(region=held.volunteer.home_region_id, at=held.reached_at)
    certifier = rules.step(held.level).certifier
    if not certifies(by, held.volunteer, certifier):
        raise NotTheCertifier(level=held.level, certifier=certifier_name(certifier))
    if at < held.reached_at + rules.publicity:
        raise StillOpenToObjection(until=moment(held.reached_at + rules.publicity))
    held.state, held.certified_at, held.certified_by_id = StarState.CERTIFIED, at, by.pk
    held.save(update_fields=["state", "certified_at", "certified_by_id"])
    journal.write_many([_entry("star.certified", held, by=by, at=at)])
    return held


def _entry(verb: str, grade: StarGrade, *, by: Any, at: datetime) -> journal.Entry:
    return journal.Entry(
        verb=verb,
        by=by,
        about=grade,
        at=at,
        person=grade.volunteer_id,
        payload={"level": grade.level, "minutes": grade.minutes},
        policies=grade.policies,
    )
