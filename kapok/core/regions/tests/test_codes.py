import pytest

from kapok.core.regions.codes import ancestors, is_code, is_inside, prefix


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("440000", "44", id="province"),
        pytest.param("440100", "4401", id="prefecture"),
        pytest.param("440106", "440106", id="county"),
        pytest.param("440106001", "440106001", id="town"),
        pytest.param("469001", "469001", id="county directly under its province"),
    ],
)
def test_a_code_is_its_own_path(code, expected):
    assert prefix(code) == expected


def test_ancestors_name_each_step_once():
    assert ancestors("440106001") == ["440000", "440100", "440106", "440106001"]
    assert ancestors("441900101") == ["440000", "441900", "441900101"]
    assert ancestors("440000") == ["440000"]


def test_a_town_of_dongguan_is_inside_dongguan_and_not_inside_zhongshan():
    assert is_inside("441900101", "441900")
    assert not is_inside("441900101", "442000")


@pytest.mark.parametrize("text", ["", "44", "4401061", "044000", "44010a", "440106 ", "９９００００"])
def test_what_is_not_a_code(text):
    assert not is_code(text)
