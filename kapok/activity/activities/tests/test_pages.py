"""Pages: the volunteer's way to a place, the organiser's to a published activity, the reviewer's
desk.
"""

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from kapok.activity.activities import actions
from kapok.activity.activities.models import Activity, Position, SignUp
from kapok.core.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def typed(town, **changes):
    starts = town.now + timedelta(days=10)
    return {
        "name": "社区义诊", "name_en": "Clinic", "service_fields": ["environment"],
        "content": "量血压、测血糖", "content_en": "", "region": "440106", "address": "体育西路1号",
        "longitude": "113.32", "latitude": "23.13", "crs": "gcj02",
        "signup_opens_at": local(town.now), "signup_closes_at": local(starts - timedelta(hours=2)),
        "cancel_until": local(starts - timedelta(hours=12)), "person_in_charge": "陈大文",
        "risk_disclosure": "注意防暑", "protection": "配备饮水与急救包", "subsidy_yuan": "30",
        "sessions": "1", "s0-starts_at": local(starts),
        "s0-ends_at": local(starts + timedelta(hours=3)),
        "s0-positions": "1", "s0-p0-name": "引导员", "s0-p0-capacity": "5", "do": "check",
        **changes,
    }  # fmt: skip


class TestSigningUp:
    def ask(self, client, position, **headers):
        return client.post(f"/activities/{position.activity_id}/positions/{position.pk}/sign-up", **headers)

    def test_redirects_to_the_answer(self, client, town):
        client.force_login(town.lin)
        answer = self.ask(client, town.position)
        signup = SignUp.objects.get()
        assert answer.status_code == 302
        assert answer["Location"] == f"/sign-ups/{signup.pk}"
        assert "珠江边捡拾垃圾" in client.get(answer["Location"]).content.decode()

    def test_fragment_for_htmx(self, client, town):
        client.force_login(town.lin)
        answer = self.ask(client, town.position, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert f"position-{town.position.pk}" in answer.content.decode()

    def test_refused_with_the_reason(self, client, town):
        Position.objects.filter(pk=town.position.pk).update(minimum_age=60)
        client.force_login(town.lin)
        page = self.ask(client, town.position)
        fragment = self.ask(client, town.position, headers={"HX-Request": "true"})
        assert (page.status_code, fragment.status_code) == (409, 409)
        assert "60" in page.content.decode()
        assert "60" in fragment.content.decode()

    def test_who_is_not_enrolled_is_told_so(self, client, town):
        client.force_login(town.wu)
        assert self.ask(client, town.position).status_code == 409

    def test_foreign_position_is_not_found(self, client, town):
        _activity, _session, other = town.activity(starts_in=timedelta(days=9))
        client.force_login(town.lin)
        wrong = f"/activities/{town.clean_up.pk}/positions/{other.pk}/sign-up"
        assert client.post(wrong).status_code == 404

    def test_only_ones_own(self, client, town):
        client.force_login(town.lin)
        self.ask(client, town.position)
        signup = SignUp.objects.get()
        client.force_login(town.qiao)
        assert client.get(f"/sign-ups/{signup.pk}").status_code == 404
        assert client.post(f"/sign-ups/{signup.pk}/cancel").status_code == 404

    def test_my_sign_ups_shows_the_line_and_takes_back(self, client, town):
        for name in ("lin", "qiao", "hua"):
            client.force_login(town.people[name])
            self.ask(client, town.position)
        page = client.get("/me/sign-ups/").content.decode()
        assert "1" in page
        signup = SignUp.objects.get(volunteer=town.volunteers["hua"])
        assert client.post(f"/sign-ups/{signup.pk}/cancel").status_code == 302
        signup.refresh_from_db()
        assert signup.state == "cancelled_by_volunteer"

    def test_a_page_costs_the_same_for_many(self, client, town, django_assert_max_num_queries):
        client.force_login(town.lin)
        for day in range(2, 8):
            _a, _s, position = town.activity(starts_in=timedelta(days=day))
            self.ask(client, position)
        with django_assert_max_num_queries(8):
            client.get("/me/sign-ups/")


class TestPublishing:
    def write(self, client, town, **changes):
        client.force_login(town.chen)
        url = f"/organise/projects/{town.river_project.pk}/activities/new"
        return client.post(url, typed(town, **changes))

    def test_from_form_to_public(self, client, town):
        answer = self.write(client, town)
        activity = Activity.objects.get(name="社区义诊")
        assert answer["Location"] == f"/organise/activities/{activity.pk}/preview"
        assert client.get(answer["Location"]).status_code == 200
        submit = f"/organise/activities/{activity.pk}/submit"
        assert client.post(submit, {"classes": ["1", "2"]}).status_code == 422
        assert client.post(submit, {"classes": list("123456")}).status_code == 302
        activity.refresh_from_db()
        assert activity.state == "recruiting"
        assert activity.places == 5
        assert "BR-34@default" in activity.policies
        assert activity.acknowledgements.get().classes == [1, 2, 3, 4, 5, 6]
        verbs = Line.objects.filter(about_id=activity.pk).values_list("verb", flat=True)
        assert {
            "activity.submitted",
            "activity.approved",
            "activity.published",
            "activity.opened",
        } <= set(verbs)

    @pytest.mark.parametrize(
        "changes",
        [
            {"name": "五月补录"},
            {"risk_disclosure": ""},
            {"risky": "on"},
            {"subsidy_yuan": "200"},
            {"s0-starts_at": "2020-01-01T09:00"},
            {"s0-ends_at": "2020-01-01T09:00"},
            {"s0-p0-capacity": "0"},
            {"s0-p0-minimum_hours": "0.5"},
            {"signup_closes_at": "2019-01-01T00:00"},
            {"latitude": "99"},
        ],
    )
    def test_refused_at_the_field_with_everything_kept(self, client, town, changes):
        answer = self.write(client, town, **changes)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "量血压、测血糖" in text
        assert 'aria-invalid="true"' in text
        assert not Activity.objects.filter(content="量血压、测血糖").exists()

    def test_rows_are_added_and_taken_away_without_script(self, client, town):
        more = self.write(client, town, do="add-session").content.decode()
        assert 'name="s1-p0-capacity"' in more
        more = self.write(client, town, do="add-position:s0").content.decode()
        assert 'name="s0-p1-capacity"' in more
        two = {"sessions": "2", "s1-positions": "1", "s1-p0-name": "后勤", "s1-p0-capacity": "7"}
        less = self.write(client, town, do="drop-session:s0", **two).content.decode()
        assert 'name="s1-p0-capacity"' not in less
        assert "后勤" in less

    @pytest.mark.parametrize("slip", ["0001-01-01", "9999-12-31"])
    def test_a_day_beyond_all_calendars_is_refused_in_words(self, client, town, slip):
        client.force_login(town.chen)
        new, moment = f"/organise/projects/{town.river_project.pk}/activities/new", f"{slip}T00:00"
        for name in ("signup_opens_at", "s0-starts_at", "s0-ends_at"):
            assert client.post(new, typed(town, **{name: moment})).status_code == 422
        assert client.post(new, typed(town, **{"s0-starts_at": moment, "do": "add-session"})).status_code == 200
        copy = f"/organise/activities/{town.clean_up.pk}/copy"
        assert client.post(copy, {"first_day": slip}).status_code == 422
        assert client.get("/api/v1/activities", {"until": slip}).status_code in (200, 422)

    def test_copy_is_published_in_three_steps(self, client, town):
        Activity.objects.filter(pk=town.clean_up.pk).update(protection="配手套")
        client.force_login(town.chen)
        day = timezone.localtime(town.now + timedelta(days=15)).date()
        answer = client.post(f"/organise/activities/{town.clean_up.pk}/copy", {"first_day": day})
        copied = Activity.objects.exclude(pk=town.clean_up.pk).get()
        assert answer["Location"] == f"/organise/activities/{copied.pk}/preview"
        client.post(f"/organise/activities/{copied.pk}/submit", {"classes": list("123456")})
        copied.refresh_from_db()
        assert copied.state == "approved"  # its window moved with it
        assert timezone.localtime(copied.starts_at).date() == day
        assert timezone.localtime(copied.starts_at).time() == timezone.localtime(town.clean_up.starts_at).time()

    def test_long_days_wait_for_the_sub_station(self, client, town):
        starts = town.now + timedelta(days=10)
        self.write(client, town, **{"s0-ends_at": local(starts + timedelta(hours=10))})
        activity = Activity.objects.get(name="社区义诊")
        client.post(f"/organise/activities/{activity.pk}/submit", {"classes": list("123456")})
        activity.refresh_from_db()
        assert (activity.state, activity.approval_level) == ("pending_review", "parent")
        decide = f"/organise/approvals/{activity.pk}/decide"
        assert client.post(decide, {"verdict": "approve"}).status_code == 403
        client.force_login(town.deng)
        assert client.post(decide, {"verdict": "approve"}).status_code == 404
        client.force_login(town.wu)
        assert "社区义诊" in client.get("/organise/approvals/").content.decode()
        assert client.get(f"/organise/approvals/{activity.pk}/").status_code == 200
        assert client.post(decide, {"verdict": "return", "reason": ""}).status_code == 409
        assert client.post(decide, {"verdict": "approve"}).status_code == 302
        activity.refresh_from_db()
        assert activity.state == "recruiting"

    def test_pages_of_the_organiser(self, client, town):
        actions.sign_up(town.position, volunteer=town.volunteers["lin"], by=town.lin, at=town.now)
        client.force_login(town.chen)
        pk = town.clean_up.pk
        for url in (
            "/organise/", "/organise/?show=over",
            f"/organise/activities/{pk}/", f"/organise/activities/{pk}/edit",
            f"/organise/activities/{pk}/preview", f"/organise/activities/{pk}/copy",
            f"/organise/activities/{pk}/sign-ups/",
            f"/organise/positions/{town.position.pk}/capacity",
            f"/organise/sign-ups/{SignUp.objects.get().pk}/remove", "/organise/approvals/",
            f"/organise/projects/{town.river_project.pk}/activities/new",
        ):  # fmt: skip
            assert client.get(url).status_code == 200, url
            client.force_login(town.deng)
            assert client.get(url).status_code in (200, 404), url
            client.force_login(town.chen)

    def test_roster_shows_names_and_masks_phones(self, client, town):
        town.lin.set_phone("+8613800138000", verified=True)
        town.lin.save()
        actions.sign_up(town.position, volunteer=town.volunteers["lin"], by=town.lin, at=town.now)
        client.force_login(town.chen)
        text = client.get(f"/organise/activities/{town.clean_up.pk}/sign-ups/").content.decode()
        assert "林小雨" in text
        assert "8000" in text
        assert "13800138000" not in text
        sheet = client.post(f"/organise/activities/{town.clean_up.pk}/sign-ups/export")
        assert sheet.content[:2] == b"PK"
        assert Line.objects.filter(verb="signup.exported").exists()

    def test_capacity_never_below_the_confirmed(self, client, town):
        for name in ("lin", "qiao", "hua"):
            volunteer = town.volunteers[name]
            actions.sign_up(town.position, volunteer=volunteer, by=volunteer.user, at=town.now)
        client.force_login(town.chen)
        url = f"/organise/positions/{town.position.pk}/capacity"
        assert client.post(url, {"capacity": "1"}).status_code == 422
        assert client.post(url, {"capacity": "3"}).status_code == 302
        assert SignUp.objects.filter(state="confirmed").count() == 3

    def test_cancelling_releases_everybody(self, client, town):
        actions.sign_up(town.position, volunteer=town.volunteers["lin"], by=town.lin, at=town.now)
        client.force_login(town.chen)
        url = f"/organise/activities/{town.clean_up.pk}/cancel"
        assert client.post(url, {"reason": ""}).status_code == 409
        assert client.post(url, {"reason": "台风预警"}).status_code == 302
        assert SignUp.objects.get().state == "released"
        assert Activity.objects.get(pk=town.clean_up.pk).state == "cancelled"


@pytest.mark.parametrize("values", [[["v", "x"], ["v", "y"]], [["v", 1], ["v", 2]], [["v", True], ["t", "2020"]]])
def test_a_damaged_page_address_is_400(client, town, values):
    raw = json.dumps(["n", values]).encode()
    cursor = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    client.force_login(town.chen)
    for url in ("/me/sign-ups/", "/organise/", "/organise/approvals/"):
        assert client.get(url, {"cursor": cursor}).status_code == 400, url
