"""The rule book as people read and change it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kapok.core.access.models import Appointment
from kapok.core.accounts.models import User
from kapok.core.policies.actions import change
from kapok.core.policies.models import RuleVersion
from kapok.core.policies.rules import ALL
from kapok.core.policies.scopes import region_scope

URL = "/policies/points_per_hour/"


@pytest.fixture
def guangzhou_doubles_points(document, divisions):
    now = timezone.now()
    return change(
        "points_per_hour",
        scope=region_scope("440100"),
        value=2,
        effective_from=now,
        document=document,
        reason="<b>广州试点</b>",
        by=None,
        at=now,
    )


@pytest.fixture
def appointed(client, divisions):
    """`appointed("federation_officer", "440000")`: the client is signed in as one."""

    def give(role, region=None):
        user = User.objects.create_user(email=f"{role}@kapok.invalid", password="x")
        Appointment.objects.create(user=user, role=role, region_id=region, started_at=timezone.now())
        client.force_login(user)
        return user

    return give


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    """Whether staff need one is tested where it is decided."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


def page(client, url, language="en"):
    client.cookies["kapok_language"] = language
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.mark.usefixtures("documents", "divisions")
class TestReading:
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_the_list_shows_every_rule(self, client, language):
        html = page(client, "/policies/", language)
        assert all(rule.id in html for rule in ALL)

    @pytest.mark.parametrize(
        ("query", "count"),
        [("q=BR-65", 1), ("q=star+certified", 1), ("kind=LAW&theme=enrolment", 4), ("q=zzzz", 0)],
    )
    def test_the_list_can_be_searched(self, client, query, count):
        assert page(client, f"/policies/?{query}").count('class="muted num">BR-') == count

    def test_the_list_is_searched_in_chinese(self, client):
        assert "BR-65" in page(client, "/policies/?q=积分", "zh-hans")

    def test_the_list_shows_what_holds_in_a_place(self, client, guangzhou_doubles_points):
        html = page(client, "/policies/?q=BR-65&region=440106")
        assert "2 points" in html
        assert "set for this place" in html
        assert "set for this place" not in page(client, "/policies/?q=BR-65&region=440300")

    @pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
    def test_each_rule_has_a_page(self, client, rule):
        html = page(client, f"/policies/{rule.key}/", "zh-hans")
        assert rule.id in html

    def test_a_rule_shows_where_it_differs_and_why(self, client, guangzhou_doubles_points):
        html = page(client, URL)
        assert "Guangzhou, Guangdong" in html
        assert "&lt;b&gt;广州试点" in html
        assert "Rules of the Platform" in html
        assert f"BR-65@{guangzhou_doubles_points.id}" in html

    def test_the_documents_are_listed(self, client):
        assert "国务院令第685号" in page(client, "/policies/documents/")

    @pytest.mark.parametrize(
        ("url", "status"),
        [
            ("/policies/no_such_rule/", 404),
            ("/policies/?region=790000", 404),
            ("/policies/?region=%00", 404),
            ("/policies/?kind=%27&theme=x&q=%00%27", 200),
            ("/policies/?q=" + "x" * 5000, 200),
        ],
    )
    def test_odd_questions_get_plain_answers(self, client, url, status):
        assert client.get(url).status_code == status

    def test_the_list_asks_little(self, client, guangzhou_doubles_points, django_assert_max_num_queries):
        page(client, "/policies/")
        with django_assert_max_num_queries(6):
            page(client, "/policies/")


@pytest.mark.usefixtures("documents")
class TestChanging:
    def given(self, on_the_ground_of, **more):
        tomorrow = timezone.localtime() + timedelta(days=1)
        return {
            "value": "3",
            "place": "440100",
            "effective_from": f"{tomorrow:%Y-%m-%dT%H:%M}",
            "document": str(on_the_ground_of.id),
            "reason": "Trial",
        } | more

    def test_an_officer_changes_a_rule_of_the_province(self, client, appointed, document):
        user = appointed("federation_officer", "440000")
        response = client.post(URL + "change/", self.given(document))
        assert response.status_code == 302, response.content.decode()
        version = RuleVersion.objects.get()
        assert (version.value, version.scope_key, version.created_by) == (3, "440100", user)

    def test_not_one_of_another_province(self, client, appointed, document):
        appointed("federation_officer", "440000")
        response = client.post(URL + "change/", self.given(document, place="500103"))
        assert response.status_code == 422
        assert not RuleVersion.objects.exists()

    def test_the_platform_changes_the_nation(self, client, appointed, document):
        appointed("platform_administrator")
        assert client.post(URL + "change/", self.given(document, place="")).status_code == 302
        assert RuleVersion.objects.get().scope_type == "nation"

    @pytest.mark.parametrize(
        "more",
        [
            {"value": "-1"},
            {"value": "x"},
            {"value": ""},
            {"effective_from": "2020-01-01T00:00"},
            {"effective_from": "yesterday"},
            {"reason": ""},
            {"document": "x"},
            {"place": "999"},
        ],
    )
    def test_a_mistake_loses_nothing(self, client, appointed, document, more):
        appointed("federation_officer", "440000")
        response = client.post(URL + "change/", self.given(document, **more))
        assert response.status_code == 422
        html = response.content.decode()
        assert ("Trial" in html) == ("reason" not in more)
        assert not RuleVersion.objects.exists()

    def test_the_law_is_explained_where_it_refuses(self, client, appointed, document):
        appointed("federation_officer", "440000")
        client.cookies["kapok_language"] = "en"
        url = "/policies/record_within_working_days/change/"
        response = client.post(url, self.given(document, value="20"))
        assert response.status_code == 422
        assert "stricter than 10 working days" in response.content.decode()

    @pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
    def test_each_rule_has_a_form(self, client, appointed, rule):
        appointed("federation_officer", "440000")
        assert client.get(f"/policies/{rule.key}/change/").status_code == 200

    @pytest.mark.parametrize(
        ("key", "more", "value"),
        [
            ("star_certifiers", {f"value_{n}": "city" for n in range(1, 6)}, ["city"] * 5),
            ("daily_hours_bands", {"value_1": "6", "value_2": "10"}, [6, 10]),
            ("rounding", {"value": "half-hours-1"}, "half-hours-1"),
            ("formal_number_scheme", {"value": "yes"}, True),
            ("certificate_languages", {"value": ["zh-hans"]}, ["zh-hans"]),
        ],
    )
    def test_every_shape_can_be_filled_in(self, client, appointed, document, key, more, value):
        appointed("federation_officer", "440000")
        response = client.post(f"/policies/{key}/change/", self.given(document, **more))
        assert response.status_code == 302, response.content.decode()
        assert RuleVersion.objects.get().value == value

    def test_others_are_turned_away(self, client, appointed):
        assert client.get(URL + "change/").status_code == 302
        appointed("auditor", "440000")
        assert client.get(URL + "change/").status_code == 403
        assert "Change" not in page(client, URL).split("</main>")[0].split("<main")[-1]
