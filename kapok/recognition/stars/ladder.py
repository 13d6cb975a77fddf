"""The five stars as the policies stand: how many hours each asks for, and what else (BR-60, 62, 63, 64)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from kapok.core import policies

LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Step:
    level: int
    minutes: int
    months: int  # enrolled for at least so long
    certifier: str  # county, city or province


@dataclass(frozen=True)
class Ladder:
    steps: tuple[Step, ...]
    publicity: timedelta
    pins: list[str]

    def step(self, level: int) -> Step:
        return self.steps[level - 1]

    def reached(self, minutes: int, enrolled: date | None, on: date) -> int:
        """The highest level whose conditions, and those of every level below, are met."""
        level = 0
        for step in self.steps:
            if minutes < step.minutes or not long_enough(enrolled, step, on):
                break
            level = step.level
        return level


def ladder(*, region: str, at: datetime) -> Ladder:
    keys = ["star_hours", "star_registration_months", "star_certifiers", "star_publicity_days"]
    found = [policies.get(key, region=region, at=at) for key in keys]
    hours, months, certifiers, publicity = [each.value for each in found]
    steps = (Step(level, hours[level - 1] * 60, months[level - 1], certifiers[level - 1]) for level in LEVELS)
    return Ladder(tuple(steps), timedelta(days=publicity), sorted(each.version for each in found))


def enrolled_long_enough_on(enrolled: date, step: Step) -> date:
    """The same day so many months later, or the last of a shorter month."""
    years, month = divmod(enrolled.month - 1 + step.months, 12)
    year, month = enrolled.year + years, month + 1
    return date(year, month, min(enrolled.day, monthrange(year, month)[1]))


def long_enough(enrolled: date | None, step: Step, on: date) -> bool:
    return step.months == 0 or (enrolled is not None and enrolled_long_enough_on(enrolled, step) <= on)


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
