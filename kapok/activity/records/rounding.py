"""How actual minutes become service minutes (BR-45). The policy names one of these, versions and all:
a rule that changes gets a new name, so that what it once decided can be worked out again."""

from collections.abc import Callable

HALF_HOUR, HOUR = 30, 60


def actual(minutes: int) -> int:
    return minutes


def half_hours(minutes: int) -> int:
    """Chongqing 2015: a rest up to 15 minutes is dropped, up to 44 is half an hour, from 45 on an hour."""
    whole, rest = divmod(minutes, HOUR)
    if rest <= 15:
        return whole * HOUR
    return whole * HOUR + (HALF_HOUR if rest < 45 else HOUR)


ROUNDING: dict[str, Callable[[int], int]] = {"actual-1": actual, "half-hours-1": half_hours}


def rounded(minutes: int, rule: str) -> int:
    return ROUNDING[rule](minutes)
