import pytest
from django.utils import translation

from kapok.core.regions import queries
from kapok.core.regions.models import Region

pytestmark = pytest.mark.usefixtures("divisions")


def codes(regions):
    return [region.code for region in regions]


class TestChildren:
    def test_of_the_country_are_the_provinces(self):
        assert len(queries.children()) == 34

    def test_of_chongqing_are_its_districts_and_counties(self):
        found = codes(queries.children("500000"))
        assert len(found) == 38
        assert found[0] == "500101"
        assert found[-1] == "500243"

    def test_of_hainan_are_its_cities_and_the_counties_directly_under_it(self):
        found = codes(queries.children("460000"))
        assert {"460100", "460400", "469001", "469030"} <= set(found)
        assert "469000" not in found

    def test_of_dongguan_are_its_towns(self):
        assert set(queries.children("441900").values_list("level", flat=True)) == {"town"}

    def test_of_jiayuguan_are_none_here(self):
        assert not queries.children("620200").exists()


class TestWithin:
    def test_finds_a_town_in_its_prefecture_and_not_in_the_next(self):
        guangzhou = set(codes(queries.inside("440100")))
        assert {"440100", "440106", "440106001"} <= guangzhou
        assert "440300" not in guangzhou

    def test_a_county_directly_under_its_province_holds_only_itself(self):
        assert codes(queries.inside("469001")) == ["469001"]

    def test_conditions_a_foreign_key(self):
        assert Region.objects.filter(queries.within("500000", "parent")).count() == 2 + 38 + 1031


class TestNames:
    def test_visible_path_skips_hidden_levels(self):
        yuzhong = Region.objects.get(code="500103")
        assert [step.name for step in queries.visible_path(yuzhong)] == ["重庆市", "渝中区"]

    def test_full_name_in_both_languages(self):
        tianhe = Region.objects.get(code="440106")
        assert queries.full_name(tianhe) == "广东省 广州市 天河区"
        assert queries.full_name(tianhe, "en") == "Tianhe District, Guangzhou, Guangdong"

    def test_of_many_codes_in_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert queries.names(["440106", "441900"], "en")["441900"] == "Dongguan, Guangdong"

    def test_follow_the_language_of_the_reader(self):
        tianhe = Region.objects.get(code="440106")
        with translation.override("en"):
            assert tianhe.local_name == "Tianhe District"
        with translation.override("zh-hans"):
            assert tianhe.local_name == "天河区"

    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("500000", "Chongqing"),
            ("610000", "Shaanxi"),
            ("140000", "Shanxi"),
            ("350200", "Xiamen"),
            ("341500", "Lu'an"),
            ("610100", "Xi'an"),
            ("411100", "Luohe"),
            ("440113", "Panyu District"),
            ("441422", "Dabu County"),
            ("441882", "Lianzhou City"),
            ("441825", "Lianshan Zhuang and Yao Autonomous County"),
            ("500233", "Zhongxian County"),
            ("150100", "Hohhot"),
            ("540000", "Xizang"),
            ("810000", "Hong Kong"),
            ("440106001", "Wushan Subdistrict"),
            ("441900126", "Machong Town"),
            ("440105", "Haizhu District"),
        ],
    )
    def test_english_names(self, code, name):
        assert Region.objects.get(code=code).name_en == name


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param("天河", "440106", id="Chinese"),
            pytest.param("广州市 天河区", "440106", id="Chinese path"),
            pytest.param("panyu", "440113", id="pinyin"),
            pytest.param("dgs", "441900", id="initials"),
            pytest.param("441900", "441900", id="code"),
            pytest.param("Tianhe Guangzhou", "440106", id="English"),
        ],
    )
    def test_finds(self, text, code):
        assert queries.search(text, root="440000")[0].code == code

    def test_finds_nothing_for_nothing(self):
        assert not queries.search("  ").exists()

    def test_treats_wildcards_as_letters(self):
        assert not queries.search("%").exists()


def test_population_of_several(divisions):
    assert queries.population(["440100", "440103"], 2020) == {"440100": 18_676_605}
