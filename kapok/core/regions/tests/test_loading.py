from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from kapok.core.regions.actions import DIVISIONS, NotDivisions, load_divisions
from kapok.core.regions.models import Level, Population, Region, RegionSource

LATER = datetime(2027, 3, 5, 1, 0, tzinfo=UTC)
EDITION_2024 = date(2024, 6, 30)
HEADER = "code,name,level,parent,hidden,name_en,pinyin,initials\n"


def edition_without(tmp_path, code, extra=""):
    lines = DIVISIONS.read_text(encoding="utf-8").splitlines(keepends=True)
    file = tmp_path / "divisions-2024.csv"
    file.write_text("".join(ln for ln in lines if not ln.startswith(code)) + extra, encoding="utf-8")
    return file


@pytest.mark.usefixtures("divisions")
class TestTheFirstEdition:
    def test_holds_the_whole_country(self):
        counted = {level: Region.objects.filter(level=level).count() for level in Level.values}
        assert counted["province"] == 34
        assert counted["prefecture"] == 342
        assert counted["county"] == 2975
        assert counted["town"] == 1757 + 1031

    def test_holds_the_prefectures_of_guangdong(self):
        assert Region.objects.filter(parent="440000", hidden=False).count() == 21

    def test_dongguan_and_zhongshan_have_no_counties(self):
        for code in ("441900", "442000"):
            parts = Region.objects.filter(parent=code)
            assert parts.exists()
            assert set(parts.values_list("level", flat=True)) == {Level.TOWN}

    def test_hides_what_exists_only_in_the_table(self):
        hidden = set(Region.objects.filter(hidden=True, level="prefecture").values_list("code", flat=True))
        assert {"500100", "500200", "110100", "469000", "659000"} <= hidden
        assert Region.objects.get(code="441704400").hidden  # a prison

    def test_has_names_without_the_hidden_levels(self):
        yuzhong = Region.objects.get(code="500103")
        assert (yuzhong.full_name, yuzhong.full_name_en) == (
            "重庆市 渝中区",
            "Yuzhong District, Chongqing",
        )

    def test_says_where_it_came_from(self):
        source = RegionSource.objects.get()
        assert source.edition == date(2023, 6, 30)
        assert source.rows == Region.objects.count()

    def test_is_loaded_once(self):
        load_divisions(at=LATER)
        assert RegionSource.objects.count() == 1


@pytest.mark.usefixtures("divisions")
class TestALaterEdition:
    def test_closes_codes_that_vanished_and_dates_new_ones(self, tmp_path):
        extra = "440119,新设区,county,440100,0,Xinshe District,xinshequ,xsq\n"
        load_divisions(edition_without(tmp_path, "440118", extra), at=LATER, edition=EDITION_2024)
        assert Region.objects.get(code="440118").valid_to == EDITION_2024
        assert Region.objects.get(code="440119").valid_from == EDITION_2024
        assert Region.objects.get(code="440106").valid_to is None

    def test_what_was_valid_can_still_be_asked(self, tmp_path):
        load_divisions(edition_without(tmp_path, "440118"), at=LATER, edition=EDITION_2024)
        assert Region.objects.valid(date(2024, 6, 29)).filter(code="440118").exists()
        assert not Region.objects.valid(EDITION_2024).filter(code="440118").exists()
        assert not Region.objects.valid().filter(code="440118").exists()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("name\n广州市\n", id="columns missing"),
        pytest.param("", id="empty"),
        pytest.param(HEADER + "44,广东省,province,,0,Guangdong,gd,g\n", id="code of the wrong length"),
        pytest.param(HEADER + "440100,广州市,prefecture,440000,0,Guangzhou,gz,g\n", id="no parent"),
    ],
)
def test_refuses_other_files(db, tmp_path, text):
    file = tmp_path / "other.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NotDivisions):
        load_divisions(file, at=LATER)
    assert not RegionSource.objects.filter(file_name="other.csv").exists()


@pytest.mark.usefixtures("divisions")
class TestPopulation:
    def total(self, prefix, level):
        rows = Population.objects.filter(region__code__startswith=prefix, region__level=level, year=2020)
        return sum(rows.values_list("persons", flat=True))

    def test_prefectures_of_guangdong_sum_to_the_province(self):
        assert self.total("44", "prefecture") == self.total("44", "province") == 126_012_510

    def test_districts_of_chongqing_miss_the_total_by_the_known_gap(self):
        """data/PROVENANCE.md says what is known of it."""
        assert self.total("50", "province") == 32_054_159
        assert self.total("50", "county") - 32_054_159 == 301

    def test_every_figure_has_a_source(self):
        assert Population.objects.count() == 1 + 21 + 1 + 38
        assert not Population.objects.filter(source="").exists()


@pytest.mark.parametrize(
    ("region", "constraint"),
    [
        pytest.param(lambda: Region(code="4401", level="province"), "region_code_shape", id="shape"),
        pytest.param(
            lambda: Region(code="790000", level="prefecture", parent_id="790000"),
            "region_not_own_parent",
            id="own parent",
        ),
        pytest.param(
            lambda: Region(code="790100", level="prefecture"),
            "region_parent_unless_province",
            id="orphan",
        ),
        pytest.param(
            lambda: Region(
                code="790000",
                level="province",
                valid_from=date(2024, 1, 2),
                valid_to=date(2024, 1, 1),
            ),
            "region_valid_in_order",
            id="dates reversed",
        ),
    ],
)
def test_the_database_refuses(db, region, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        region().save(force_insert=True)


def test_the_database_refuses_a_second_figure_or_source(divisions):
    with pytest.raises(IntegrityError, match="population_once_a_year"), transaction.atomic():
        Population.objects.create(region_id="440000", year=2020, persons=1, source="x")
    source = RegionSource.objects.get()
    with pytest.raises(IntegrityError, match="region_source_once"), transaction.atomic():
        RegionSource.objects.create(file_name="x", edition=EDITION_2024, sha256=source.sha256, rows=1, loaded_at=LATER)
