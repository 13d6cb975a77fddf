import pytest
from django import forms
from django.utils import translation

from kapok.core.regions.fields import RegionField
from kapok.core.regions.models import Level

pytestmark = pytest.mark.usefixtures("divisions")


class PlaceForm(forms.Form):
    place = RegionField(levels=(Level.COUNTY,), root="44")


class TownForm(forms.Form):
    place = RegionField(levels=(Level.TOWN,), root="50")


def chosen(code, form=PlaceForm):
    return form({"place": code})


class TestTheField:
    def test_takes_a_county(self):
        form = chosen("440106")
        assert form.is_valid()
        assert form.cleaned_data["place"].name == "天河区"

    def test_takes_dongguan_which_has_no_counties(self):
        assert chosen("441900").is_valid()
        assert chosen("442000").is_valid()

    def test_wants_more_than_a_divided_prefecture(self):
        form = chosen("440100")
        with translation.override("en"):
            assert "Guangzhou has parts" in str(form.errors["place"])

    def test_wants_more_than_a_district_when_towns_are_asked_for(self):
        assert chosen("500103", TownForm).errors
        assert chosen("500103001", TownForm).is_valid()

    @pytest.mark.parametrize("code", ["500103", "440106001", "500100", "abc", "4' OR 1=1", "440106" * 9, "\x00"])
    def test_refuses_what_it_does_not_offer(self, code):
        assert "place" in chosen(code).errors


class TestTheControl:
    def test_is_one_select_grouped_by_prefecture(self):
        with translation.override("zh-hans"):
            html = str(PlaceForm()["place"])
        assert html.count("<select") == 1
        assert '<optgroup label="广东省 广州市">' in html
        assert '<option value="440106">天河区</option>' in html
        assert '<option value="441900">东莞市</option>' in html
        assert "440106001" not in html

    def test_asks_the_database_once(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            str(PlaceForm()["place"])

    def test_speaks_english(self):
        with translation.override("en"):
            assert '<optgroup label="Guangzhou, Guangdong">' in str(PlaceForm()["place"])

    def test_tells_the_script_where_to_ask_and_how_far_it_got(self):
        html = str(PlaceForm(initial={"place": "440106"})["place"])
        assert 'data-region-cascade="/regions/children/440000/county"' in html
        assert 'data-region-path="440100,440106"' in html


class TestTheSteps:
    def answer(self, client, url):
        return {row["code"]: row for row in client.get(url).json()}

    def test_begin_with_the_provinces(self, client):
        assert len(self.answer(client, "/regions/children")) == 34

    def test_begin_below_the_root(self, client):
        steps = self.answer(client, "/regions/children/440000/county")
        assert len(steps) == 21
        assert steps["441900"]["leaf"]
        assert not steps["440100"]["leaf"]

    def test_step_over_the_hidden_level_of_chongqing(self, client):
        steps = self.answer(client, "/regions/children?parent=500000")
        assert len(steps) == 38
        assert not steps["500103"]["leaf"]

    def test_end_at_the_deepest_level(self, client):
        assert self.answer(client, "/regions/children/440000/county?parent=440106") == {}

    def test_speak_the_readers_language(self, client):
        client.cookies["kapok_language"] = "en"
        assert self.answer(client, "/regions/children?parent=440100")["440106"]["name"] == "Tianhe District"

    def test_are_not_sent_twice(self, client):
        first = client.get("/regions/children?parent=440100")
        again = client.get("/regions/children?parent=440100", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert "max-age=3600" in first["Cache-Control"]

    @pytest.mark.parametrize(
        ("url", "status"),
        [
            ("/regions/children?parent=abc", 400),
            ("/regions/children?parent=44", 400),
            ("/regions/children?parent=790000", 404),
            ("/regions/children/440000/county?parent=500103", 404),
            ("/regions/children/440000/village", 400),
            ("/regions/children/x/county", 400),
            ("/regions/children?parent=%00", 400),
        ],
    )
    def test_answer_bad_questions_plainly(self, client, url, status):
        assert client.get(url).status_code == status

    def test_are_only_read(self, client):
        assert client.post("/regions/children").status_code == 405
