import csv
import io
import json

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from kapok.core.accounts.models import DevelopmentMessage, User
from kapok.organization.volunteers import actions, extras, queries
from kapok.organization.volunteers.models import EnrolmentDraft, GuardianConsent, Volunteer
from kapok.organization.volunteers.tests.people import (
    ADULT,
    GUARDIAN,
    application,
    number_born,
)
from kapok.organization.volunteers.tests.test_enrol import years_ago

NOTICE = {"service": "on", "sensitive": "on"}
PERSON = {"name": "王小明", "document_type": "111", "document_number": ADULT}
PLACE = {"residence": "440106"}
INTERESTS = {"service_fields": ["environment"], "skills": ["first_aid"]}


def step(name):
    return reverse("volunteers:enrol_step", args=[name])


@pytest.fixture
def newcomer(client, town):
    cache.clear()
    user = User.objects.create(name="小明", email="wang@town.invalid")
    client.force_login(user)
    return user


def answer(client, **changes):
    """Walk to the last step; the answer of the last page that was sent."""
    pages = {"notice": NOTICE, "person": PERSON, "place": PLACE, "interests": INTERESTS} | changes
    for name, data in pages.items():
        page = client.post(step(name), data)
        assert page.status_code == 302, page.context["form"].errors
    return page


class TestEnrolling:
    def test_step_by_step(self, client, newcomer):
        assert answer(client).url == step("check")
        check = client.get(step("check"))
        assert "1101**********002X" in check.text
        assert ADULT not in check.text

        done = client.post(step("check"), {"declared": "on"}, follow=True)

        volunteer = queries.of(newcomer)
        assert volunteer.volunteer_number in done.text
        assert client.get(reverse("volunteers:enrol")).url == reverse("volunteers:card")

    def test_a_mistake_keeps_what_was_typed(self, client, newcomer):
        client.post(step("notice"), NOTICE)
        wrong = client.post(step("person"), PERSON | {"document_number": "110105194912310021"})
        assert wrong.status_code == 422
        assert "110105194912310021" in wrong.text
        assert "王小明" in client.get(step("person")).text

    def test_a_visitor_who_must_sign_in_first_loses_nothing(self, client, town):
        client.post(step("notice"), NOTICE)
        sent = client.post(step("person"), PERSON)
        assert sent.url.startswith(reverse("account_login"))

        user = User.objects.create(email="wang@town.invalid")
        user.set_password("blossom-on-the-river")
        user.save()
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        login = {"login": user.email, "password": "blossom-on-the-river"}
        client.post(reverse("account_login"), login)

        assert "王小明" in client.get(step("person")).text
        assert ADULT in EnrolmentDraft.objects.get(user=user).answers

    def test_nobody_jumps_ahead(self, client, newcomer):
        assert client.get(step("check")).url == step("notice")
        assert client.post(step("check"), {"declared": "on"}).url == step("notice")
        assert client.get(reverse("volunteers:enrol_step", args=["elsewhere"])).status_code == 404

    def test_refusals_come_back_to_the_step_that_can_help(self, client, newcomer):
        answer(client, person=PERSON | {"document_number": number_born(years_ago(8))},
               guardian={"guardian_name": "王大明", "relation": "father",
                         "guardian_contact": "13800138000"})  # fmt: skip
        refused = client.post(step("check"), {"declared": "on"})
        assert refused.status_code == 409
        assert "birth_date" in refused.context["form"].errors

    def test_other_documents_ask_for_sex_and_birth_date(self, client, newcomer):
        passport = {"name": "John Smith", "document_type": "414", "document_number": "E1234567"}
        errors = client.post(step("person"), passport).context["form"].errors
        assert set(errors) == {"sex", "birth_date"}
        known = passport | {"sex": "1", "birth_date": "1990-02-03"}
        assert client.post(step("person"), known).status_code == 302

    def test_five_fields_are_too_many(self, client, newcomer):
        actions.load_code_tables()
        five = ["environment", "children", "events", "legal", "health"]
        assert client.post(step("interests"), {"service_fields": five}).status_code == 422

    @pytest.mark.parametrize("name", ["notice", "person", "place", "interests", "guardian", "check"])
    def test_hostile_answers_are_refused_in_words(self, client, newcomer, name):
        nonsense = dict.fromkeys([*PERSON, *PLACE, *INTERESTS, "sex", "birth_date"], "\0';--")
        assert client.post(step(name), nonsense).status_code in (302, 422)

    def test_a_minor_is_asked_for_a_guardian(self, client, newcomer, django_capture_on_commit_callbacks):
        minor = PERSON | {"document_number": number_born(years_ago(15))}
        assert answer(client, person=minor | {"birth_date": "1990-01-01"}).url == step("guardian")
        assert answer(client, person=minor).url == step("guardian")
        asked = {"guardian_name": "王大明", "relation": "father", "guardian_contact": "13800138000"}
        client.post(step("guardian"), asked)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(step("check"), {"declared": "on"})
        assert DevelopmentMessage.objects.get().recipient == "+8613800138000"
        assert client.get(reverse("volunteers:card")).status_code == 200


class TestAlreadyEnrolled:
    @pytest.fixture
    def second(self, client, town, newcomer):
        owner = User.objects.create(name="王小明", email="first@town.invalid")
        owner.set_phone("+8613812345621", verified=True)
        owner.save()
        actions.enrol(owner, application=application(), by=owner, at=timezone.now())
        answer(client)
        return client.post(step("check"), {"declared": "on"}, follow=True)

    def test_shows_a_way_back_and_not_whose_it_is(self, second):
        assert second.status_code == 409
        assert "••21" in second.text
        assert "first@town" not in second.text
        assert Volunteer.objects.get(name="王小明").volunteer_number not in second.text

    def test_a_person_can_be_asked_to_look(self, client, second, town):
        address = reverse("volunteers:ask_for_recovery")
        assert client.post(address, {"statement": ""}).status_code == 422
        assert client.post(address, {"statement": "手机号已停用，想找回账号。"}).status_code == 200
        again = client.post(address, {"statement": "手机号已停用，想找回账号。"})
        assert again.status_code == 409

    def test_trying_many_numbers_ends_soon(self, client, second):
        codes = [client.post(step("check"), {"declared": "on"}).status_code for _ in range(11)]
        assert codes[-1] == 429

    def test_so_does_asking_who_holds_them(self, client, second):
        codes = [client.get(reverse("volunteers:already_enrolled")).status_code for _ in range(11)]
        assert codes[-1] == 429


class TestGuardianPage:
    @pytest.fixture
    def link(self, client, newcomer, django_capture_on_commit_callbacks):
        minor = application(document_number=number_born(years_ago(15)), guardian=GUARDIAN)
        with django_capture_on_commit_callbacks(execute=True):
            actions.enrol(newcomer, application=minor, by=newcomer, at=timezone.now())
        client.logout()
        path = DevelopmentMessage.objects.get().text.split("/guardian/")[1].split("/")[0]
        return reverse("volunteers:guardian", args=[path])

    def test_agreeing_needs_name_and_box(self, client, link):
        assert client.get(link).status_code == 200
        assert client.post(link, {"answer": "agree", "name": ""}).status_code == 422
        given = {"answer": "agree", "name": "王大明", "relation": "father", "understood": "on"}
        assert client.post(link, given).status_code == 302
        assert Volunteer.objects.get(name="王小明").enrolment.state == "active"
        assert client.post(link, given).status_code == 410

    def test_refusing_and_withdrawing(self, client, link):
        given = {"answer": "agree", "name": "王大明", "relation": "father", "understood": "on"}
        client.post(link, given)
        assert client.post(link, {"answer": "withdraw"}).status_code == 302
        assert Volunteer.objects.get(name="王小明").enrolment.state == "withdrawn"
        assert client.get(link).status_code == 200

    def test_refusing(self, client, link):
        assert client.post(link, {"answer": "refuse"}).status_code == 302
        assert GuardianConsent.objects.get().refused_at
        assert client.get(link).status_code == 200

    def test_a_guessed_link_does_not_exist(self, client, db):
        assert client.get(reverse("volunteers:guardian", args=["x" * 43])).status_code == 404

    def test_the_minor_sends_another(self, client, link, newcomer):
        client.force_login(newcomer)
        asked = {
            "guardian_name": "王妈妈",
            "relation": "mother",
            "guardian_contact": "m@town.invalid",
        }
        codes = [client.post(reverse("volunteers:ask_guardian"), asked).status_code for _ in range(6)]
        assert codes == [302] * 5 + [429]
        client.logout()
        assert client.get(link).status_code == 200
        given = {"answer": "agree", "name": "王大明", "relation": "father", "understood": "on"}
        assert client.post(link, given).status_code == 410


class TestOwnPages:
    @pytest.fixture(autouse=True)
    def lin(self, client, town):
        client.force_login(town.lin)
        return town.volunteers["lin"]

    @pytest.mark.parametrize("name", ["card", "profile", "consents", "enrolled", "export_json"])
    def test_open(self, client, name):
        assert client.get(reverse(f"volunteers:{name}")).status_code == 200

    def test_the_card_shows_what_later_rooms_add(self, client, lin, monkeypatch):
        monkeypatch.setattr(extras, "_card_extras", [])
        extras.register_card_extra(lambda volunteer: f"stars of {volunteer.name}")
        assert "stars of 林小雨" in client.get(reverse("volunteers:card")).text

    def test_renewing_changes_the_code(self, client, lin):
        before = bytes(lin.card_secret)
        client.post(reverse("volunteers:renew_card"))
        lin.refresh_from_db()
        assert bytes(lin.card_secret) != before

    def test_interests_are_changed_by_oneself(self, client, lin):
        client.post(
            reverse("volunteers:profile"),
            {"residence": "440305", "service_fields": ["environment"]},
        )
        lin.refresh_from_db()
        assert lin.home_region_id == "440305"
        assert queries.skills_of(lin.pk) == set()

    def test_the_export_holds_everything_and_no_formula(self, client, lin, monkeypatch):
        monkeypatch.setattr(extras, "_export_sections", {})
        extras.register_export("records", "Records", lambda volunteer: [{"note": "=HYPERLINK()"}])
        content = json.loads(client.get(reverse("volunteers:export_json")).content)
        assert content["volunteer"][0]["document_number"] == lin.document_number
        text = client.get(reverse("volunteers:export_csv")).content.decode("utf-8-sig")
        assert ["records", "1", "note", "'=HYPERLINK()"] in list(csv.reader(io.StringIO(text)))

    def test_consents_by_one_press_each(self, client, town):
        give = reverse("volunteers:give_consent", args=["recommendations"])
        take = reverse("volunteers:withdraw_consent", args=["recommendations"])
        client.post(give)
        assert client.post(take).status_code == 302
        assert client.post(take).status_code == 404
        assert client.post(reverse("volunteers:give_consent", args=["nothing"])).status_code == 404

    def test_notices_are_public(self, client):
        client.logout()
        for key in ("service", "sensitive", "recommendations"):
            assert client.get(reverse("volunteers:notice", args=[key])).status_code == 200

    def test_leaving(self, client, lin):
        client.post(reverse("volunteers:withdraw"))
        assert "qr" not in client.get(reverse("volunteers:card")).context
        assert not queries.is_active(queries.of(lin.user))

    def test_whoever_is_no_volunteer_is_led_to_enrol(self, client, town):
        client.force_login(town.wu)
        for name in ("card", "profile", "enrolled"):
            assert client.get(reverse(f"volunteers:{name}")).url == reverse("volunteers:enrol")


class TestStaffList:
    @pytest.mark.parametrize(("who", "status"), [("wu", 200), ("ma", 200), ("qiao", 403), ("deng", 403)])
    def test_is_for_operators(self, client, town, who, status):
        client.force_login(getattr(town, who))
        assert client.get(reverse("volunteers:list")).status_code == status

    def test_shows_only_the_own_regions_and_masks(self, client, town):
        far = town.volunteer(name="远方客", region="440305")
        client.force_login(town.wu)
        page = client.get(reverse("volunteers:list")).text
        assert town.volunteers["lin"].volunteer_number in page
        assert far.volunteer_number not in page
        assert "林小雨" not in page
        client.force_login(town.ma)
        assert far.volunteer_number in client.get(reverse("volunteers:list")).text

    @pytest.mark.parametrize("words", ["林", "lin", "440106000", "\0", "%", "x" * 90])
    def test_is_searched_by_name_and_number(self, client, town, words):
        client.force_login(town.wu)
        page = client.get(reverse("volunteers:list"), {"q": words})
        assert page.status_code == 200

    def test_asks_as_little_for_many_as_for_few(self, client, town, django_assert_max_num_queries):
        for _number in range(12):
            town.volunteer()
        client.force_login(town.wu)
        with django_assert_max_num_queries(12):
            client.get(reverse("volunteers:list"))

    def test_a_damaged_page_address_is_said_to_be_one(self, client, town):
        client.force_login(town.wu)
        assert client.get(reverse("volunteers:list"), {"cursor": "zzz"}).status_code == 400


@pytest.mark.browser
def test_enrolling_without_javascript(open_page, transactional_db, size):
    from kapok.testing.town import build

    town = build()
    user = User.objects.create(email="wang@town.invalid")
    user.set_password(town.password)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    page = open_page(size=size, java_script_enabled=False)

    page.goto("/enrol/")
    page.check("[name=service]")
    page.check("[name=sensitive]")
    page.click("main .form-actions button")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", town.password)
    page.click("main .form-actions button")
    page.fill("[name=name]", "王小明")
    page.fill("[name=document_number]", ADULT)
    page.click("main .form-actions button")
    page.select_option("[name=residence]", "440106")
    page.click("main .form-actions button")
    page.click("label:has([name=service_fields][value=environment])")
    page.click("main .form-actions button")
    page.check("[name=declared]")
    page.click("main .form-actions button")

    number = queries.of(user).volunteer_number
    assert page.get_by_text(number).is_visible()
