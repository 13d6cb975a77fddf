import json
from pathlib import Path

import pytest

from kapok.core.regions.models import Region

MAPS = Path(__file__).parents[1] / "static" / "regions" / "maps"
LIMITS = {"100000": 150_000, "440000": 80_000, "440000-counties": 150_000, "500000": 80_000}


def features(name):
    return json.loads((MAPS / f"{name}.json").read_text(encoding="utf-8"))["features"]


def drawn(name):
    return {feature["properties"]["code"] for feature in features(name)}


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_a_map_is_light(name, limit):
    assert (MAPS / f"{name}.json").stat().st_size <= limit


@pytest.mark.parametrize("name", LIMITS)
def test_shapes_carry_our_codes_and_names(divisions, name):
    known = Region.objects.in_bulk(drawn(name))
    for feature in features(name):
        mine = known[feature["properties"]["code"]]
        assert feature["properties"]["name"] == mine.name
        assert feature["properties"]["name_en"] == mine.name_en


@pytest.mark.parametrize("name", LIMITS)
def test_rings_are_closed_and_centres_lie_in_the_country(name):
    for feature in features(name):
        lng, lat = feature["properties"]["center"]
        assert 73 < lng < 136
        assert 15 < lat < 54
        for polygon in feature["geometry"]["coordinates"]:
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in polygon)


def test_every_province_has_a_shape(divisions):
    assert drawn("100000") == set(Region.objects.filter(level="province").values_list("code", flat=True))


def test_every_prefecture_of_guangdong_has_a_shape(divisions):
    mine = Region.objects.filter(parent="440000").values_list("code", flat=True)
    assert drawn("440000") == set(mine)


def test_every_district_of_chongqing_has_a_shape(divisions):
    mine = Region.objects.filter(level="county", code__startswith="50").values_list("code", flat=True)
    assert drawn("500000") == set(mine)


def test_counties_of_guangdong_have_shapes_but_for_the_youngest(divisions):
    mine = Region.objects.filter(level="county", code__startswith="44").values_list("code", flat=True)
    assert set(mine) - drawn("440000-counties") == {"440311"}
