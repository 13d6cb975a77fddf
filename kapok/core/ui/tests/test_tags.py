from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from kapok.core.ui import words

CHINA = ZoneInfo("Asia/Shanghai")


def draw(source: str, **values) -> str:
    request = values.pop("request", RequestFactory().get("/"))
    return Template(source).render(Context({"request": request, **values}))


class TestHours:
    @pytest.mark.parametrize(
        ("minutes", "chinese", "english"),
        [
            (750, "12.5 小时", "12.5 h"),
            (0, "0 小时", "0 h"),
            (None, "0 小时", "0 h"),
            (59, "0.9 小时", "0.9 h"),
            (60 * 1234, "1,234 小时", "1,234 h"),
        ],
    )
    def test_reads_in_both_languages(self, minutes, chinese, english):
        with translation.override("zh-hans"):
            assert draw("{{ m|hours }}", m=minutes) == chinese
        with translation.override("en"):
            assert draw("{% hours m %}", m=minutes) == english

    def test_the_exact_form_loses_no_minute(self):
        with translation.override("en"):
            assert draw("{{ m|hours_exact }}", m=751) == "12 h 31 min"
        with translation.override("zh-hans"):
            assert draw("{% hours_exact m %}", m=45) == "45 分钟"


class TestWhen:
    moment = datetime(2024, 3, 9, 14, 5, tzinfo=CHINA)

    def test_is_a_time_element_with_the_weekday(self):
        with translation.override("zh-hans"):
            drawn = draw("{% when m %}", m=self.moment)
        assert drawn == '<time datetime="2024-03-09T14:05:00+08:00">2024年3月9日 周六 14:05</time>'

    @pytest.mark.parametrize(
        ("style", "english"),
        [
            ("full", "Sat 9 Mar 2024 14:05"),
            ("short", "9 Mar 2024 14:05"),
            ("date", "Sat 9 Mar 2024"),
            ("time", "14:05"),
        ],
    )
    def test_styles(self, style, english):
        with translation.override("en"):
            assert words.moment(self.moment, style) == english

    def test_this_year_goes_without_saying(self):
        with translation.override("zh-hans"):
            assert "年" not in words.moment(timezone.now())

    def test_a_utc_moment_is_told_in_civil_time(self):
        utc = self.moment.astimezone(ZoneInfo("UTC"))
        assert words.moment(utc, "time") == "14:05"

    def test_nothing_is_nothing(self):
        assert draw("{% when None %}") == draw("{% day_range None %}") == ""


class TestDayRange:
    start = datetime(2024, 3, 9, 14, 0, tzinfo=CHINA)

    def test_one_day_says_it_once(self):
        with translation.override("zh-hans"):
            told = words.day_range(self.start, self.start + timedelta(hours=2))
        assert told == "2024年3月9日 周六 14:00–16:00"

    def test_days_and_nights(self):
        with translation.override("en"):
            told = words.day_range(self.start, self.start + timedelta(days=1))
        assert told == "9 Mar 2024 14:00 – 10 Mar 2024 14:00"

    def test_dates_have_no_clock(self):
        with translation.override("zh-hans"):
            assert words.day_range(date(2024, 3, 9), date(2024, 3, 11)) == "2024年3月9日–2024年3月11日"


class TestLocal:
    lake = SimpleNamespace(name="海珠湖", name_en="Haizhu Lake")

    def test_picks_the_reader_s_language(self):
        with translation.override("en"):
            assert draw('{% local place "name" %}', place=self.lake) == "Haizhu Lake"
        with translation.override("zh-hans"):
            assert draw('{% local place "name" %}', place=self.lake) == "海珠湖"

    def test_falls_back_when_nobody_wrote_the_english(self):
        with translation.override("en"):
            assert draw("{% local place %}", place={"name": "湖", "name_en": ""}) == "湖"


class TestQuery:
    def test_changes_one_parameter_and_starts_at_the_first_page(self):
        request = RequestFactory().get("/?field=children&q=湖&cursor=abc")
        assert draw('{% query field="nature" %}', request=request) == "?q=%E6%B9%96&amp;field=nature"

    def test_an_empty_value_takes_it_away(self):
        request = RequestFactory().get("/?field=children")
        assert draw('{% query field="" %}', request=request) == "?"


class TestParts:
    def test_a_part_sees_only_what_it_is_given(self):
        assert "leak" not in draw('{% ui "badge" label="Open" %}', icon="leak", tone="leak")

    def test_what_it_is_given_is_escaped(self):
        assert "<b>" not in draw('{% ui "badge" label=bad %}', bad="<b>")

    def test_a_card_holds_what_stands_inside(self):
        drawn = draw('{% card title="Next" %}<p>{{ inside }}</p>{% endcard %}', inside="<lake>")
        assert "<p>&lt;lake&gt;</p>" in drawn
        assert "Next</h2>" in drawn

    def test_an_icon_is_decoration_unless_it_is_named(self):
        assert 'aria-hidden="true"' in draw('{% icon "clock" %}')
        assert 'aria-label="Close"' in draw('{% icon "x" label="Close" %}')

    def test_a_page_that_is_not_there_has_no_address(self):
        assert draw('{% nav_url "nowhere:page" %}') == ""

    @pytest.mark.parametrize(("value", "whole", "percent"), [(1, 3, 33), (9, 3, 100), (1, 0, 0)])
    def test_per_cent_stays_in_its_ring(self, value, whole, percent):
        assert draw("{{ v|percent_of:w }}", v=value, w=whole) == str(percent)

    def test_stars_are_named_for_who_cannot_see_them(self):
        with translation.override("en"):
            drawn = draw("{% star_row 3 %}")
        assert 'aria-label="3 stars"' in drawn
        assert drawn.count("is-on") == 3

    def test_a_name_is_masked(self):
        assert draw("{{ n|mask_name }}", n="张三丰") == "张*丰"
