import pytest

from kapok.activity.records.rounding import ROUNDING, rounded
from kapok.core.policies.rules import RULES

VECTORS = [
    ("0:14", 0.0), ("0:15", 0.0), ("0:16", 0.5), ("0:44", 0.5), ("0:45", 1.0),
    ("1:10", 1.0), ("1:20", 1.5), ("1:50", 2.0), ("2:45", 3.0),
]  # fmt: skip


@pytest.mark.parametrize(("stayed", "hours"), VECTORS)
def test_half_hours_as_chongqing_counts_them(stayed, hours):
    whole, rest = map(int, stayed.split(":"))
    assert rounded(whole * 60 + rest, "half-hours-1") == hours * 60


def test_actual_minutes_stay_as_they_are():
    assert [rounded(minutes, "actual-1") for minutes in (0, 1, 59, 61)] == [0, 1, 59, 61]


def test_every_rule_the_policy_offers_is_here():
    assert set(RULES["rounding"].shape.options) == set(ROUNDING)
