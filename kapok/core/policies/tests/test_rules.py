"""The rule book as code agrees with itself."""

import pytest
from django.utils import translation

from kapok.core.policies.rules import ALL, RULES, Kind, Misfit, Tighten
from kapok.core.policies.rules.shapes import Choice, Flag, Row, Several, Whole, Wholes


def test_numbers_and_keys_are_used_once():
    assert len({rule.id for rule in ALL}) == len(ALL) == len(RULES)


def test_every_rule_of_this_journey_is_there():
    numbers = {rule.id.rstrip("bc") for rule in ALL}
    expected = [*range(1, 15), *range(20, 39), *range(40, 59), *range(60, 75), *range(80, 91)]
    assert numbers == {f"BR-{number:02}" for number in expected}


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_a_default_has_its_own_shape(rule):
    assert rule.shape.clean(rule.default) == rule.default


@pytest.mark.parametrize("rule", [r for r in ALL if r.kind == Kind.LAW], ids=lambda rule: rule.id)
def test_what_is_law_knows_which_way_is_stricter(rule):
    assert rule.tighten != Tighten.NONE
    assert rule.source


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_value_can_be_read_aloud(rule, language):
    with translation.override(language):
        assert rule.read(rule.default)
        assert str(rule.title)
        assert str(rule.meaning)


def test_values_read_with_their_unit():
    with translation.override("en"):
        assert RULES["record_within_working_days"].read(10) == "10 working days"
        assert RULES["star_hours"].read([100, 300, 600, 1000, 1500]) == "100 / 300 / 600 / 1,000 / 1,500 hours"
        assert RULES["organizations_per_volunteer"].read(0) == "no limit"
        assert RULES["travel_excluded"].read(True) == "yes"


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (Whole(1, 5), 0),
        (Whole(1, 5), 6),
        (Whole(1, 5), True),
        (Whole(1, 5), "3"),
        (Whole(1, 5), 2.0),
        (Wholes(2), [1]),
        (Wholes(2), [2, 1]),
        (Wholes(2, strictly=True), [1, 1]),
        (Wholes(2), "12"),
        (Flag(), 1),
        (Choice({"a": "A"}), "b"),
        (Choice({"a": "A"}), ["a"]),
        (Several({"a": "A"}), []),
        (Several({"a": "A"}), ["b"]),
        (Several({"a": "A"}), [["a"]]),
        (Row(2, {"a": "A"}), ["a"]),
        (Row(1, {"a": "A"}), ["b"]),
    ],
)
def test_a_misfit_is_refused(shape, value):
    with pytest.raises(Misfit):
        shape.clean(value)
