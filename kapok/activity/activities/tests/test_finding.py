"""Finding an activity by two characters, by pinyin, by place, field and what suits."""

from datetime import timedelta

import pytest

from kapok.activity.activities import indexing, queries, search
from kapok.activity.activities.models import Activity
from kapok.core.common.paging import page


@pytest.fixture
def listed(town):
    clinic, _session, _position = town.activity(
        starts_in=timedelta(days=3),
        name="天河公园义诊",
        name_en="Clinic in the park",
        organization=town.hill_org,
    )
    indexing.index_all(Activity.objects.all())
    return {"clean": town.clean_up, "clinic": clinic}


def found(town, **filters):
    return {activity.name for activity in queries.public_list(at=town.now, **filters)}


class TestSearch:
    @pytest.mark.parametrize(
        "text",
        [
            "义诊",
            "公园",
            "天河公园",
            "河公",
            "yizhen",
            "thgy",
            "TianHe gongyuan",
            "park",
            "诊",
            "Ｐａｒｋ",
        ],
    )
    def test_finds(self, town, listed, text):
        assert found(town, text=text) == {"天河公园义诊"}

    @pytest.mark.parametrize("text", ["篮球", "'", "& | !", "a:*b", "%", "\\", "义诊 篮球"])
    def test_finds_nothing_and_never_fails(self, town, listed, text):
        assert found(town, text=text) == set()

    def test_the_organisation_and_the_place_count_too(self, town, listed):
        assert found(town, text="南山区") == {"天河公园义诊"}
        assert found(town, text="珠江") == {"珠江边捡拾垃圾"}

    def test_segments_every_pair_of_neighbours(self):
        assert {"志愿", "愿服", "服务"} <= set(search.segment("志愿服务"))


class TestFilters:
    def test_region_and_everything_inside(self, town, listed):
        assert found(town, region="440300") == {"天河公园义诊"}
        assert len(found(town, region="440000")) == 2

    def test_days_are_meant_whole(self, town, listed):
        day = listed["clinic"].starts_at.astimezone().date()
        assert found(town, since=day, until=day) <= {"天河公园义诊"}
        assert found(town, until=town.now + timedelta(days=2)) == {"珠江边捡拾垃圾"}

    def test_field_and_places(self, town, listed):
        assert found(town, field="medical") == set()
        Activity.objects.filter(pk=town.clean_up.pk).update(taken=2)
        assert found(town, field="environment", with_places=True) == {"天河公园义诊"}

    def test_what_suits_me(self, town, listed):
        lin = town.volunteers["lin"]
        assert found(town, suits=lin) == {"珠江边捡拾垃圾"}
        town.position.skills.add(town.skill)
        assert found(town, suits=lin) == set()
        lin.skills.add(town.skill)
        assert found(town, suits=lin) == {"珠江边捡拾垃圾"}

    def test_drafts_are_nobodys_business(self, town, listed):
        Activity.objects.update(state="draft")
        assert found(town) == set()
        assert queries.public_activity(town.clean_up.pk) is None

    def test_paged_by_key(self, town, listed):
        rows = queries.public_list(at=town.now)
        first = page(rows, keys=queries.PUBLIC_KEYS, size=1)
        second = page(rows, keys=queries.PUBLIC_KEYS, cursor=first.next, size=1)
        assert [first.rows[0].name, second.rows[0].name] == ["珠江边捡拾垃圾", "天河公园义诊"]
        assert second.next is None
