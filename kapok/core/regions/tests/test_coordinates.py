import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapok.core.regions.coordinates import convert, distance

CANTON_TOWER = (113.3191, 23.1066)
places = st.tuples(st.floats(98, 122), st.floats(21, 45))


def test_gcj02_lies_some_hundred_metres_from_wgs84():
    there = convert(*CANTON_TOWER, "wgs84", "gcj02")
    assert 400 < distance(CANTON_TOWER, there) < 700


def test_known_vectors():
    assert convert(128.543, 37.065, "gcj02", "bd09") == pytest.approx((128.54944656, 37.07113427), abs=1e-6)
    assert convert(128.543, 37.065, "wgs84", "gcj02") == pytest.approx((128.54820548, 37.06565105), abs=1e-6)


def test_same_system_changes_nothing():
    assert convert(*CANTON_TOWER, "wgs84", "wgs84") == CANTON_TOWER


def test_an_unknown_system_is_refused():
    with pytest.raises(ValueError, match="mars"):
        convert(*CANTON_TOWER, "mars", "wgs84")


@given(places, st.sampled_from(["gcj02", "bd09"]))
def test_there_and_back_is_good_to_a_few_metres(place, system):
    there = convert(*place, "wgs84", system)
    assert distance(place, convert(*there, system, "wgs84")) < 10


def test_one_degree_of_latitude_is_111_km():
    assert distance((113, 23), (113, 24)) == pytest.approx(111_195, abs=5)


def test_distance_to_itself_is_nothing():
    assert distance(CANTON_TOWER, CANTON_TOWER) == 0
