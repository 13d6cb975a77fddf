import threading
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kapok.core.accounts.models import Consent, DevelopmentMessage, User
from kapok.core.journal.models import Line
from kapok.organization.volunteers import actions, numbers, queries
from kapok.organization.volunteers.actions import Guardian
from kapok.organization.volunteers.models import (
    EnrolmentDraft,
    GuardianConsent,
    Volunteer,
    VolunteerEnrolment,
)
from kapok.organization.volunteers.refusals import (
    AlreadyEnrolled,
    AlreadyVolunteer,
    ConsentMissing,
    GuardianIsOneself,
    GuardianMissing,
    LinkClosed,
    ServiceFieldsOutOfRange,
    TooYoung,
)
from kapok.organization.volunteers.tests.people import (
    ADULT,
    GUARDIAN,
    application,
    number_born,
)


@pytest.fixture
def newcomer(town):
    return User.objects.create(name="王小明", email="wang@town.invalid")


def enrol(user, at=None, **changes):
    return actions.enrol(user, application=application(**changes), by=user, at=at or timezone.now())


def years_ago(years, today=None):
    today = today or timezone.localdate()
    return today.replace(year=today.year - years, day=min(today.day, 28))


class TestEnrol:
    def test_makes_an_active_volunteer_with_a_number(self, town, newcomer):
        volunteer = enrol(newcomer)

        assert volunteer.enrolment.state == "active"
        assert volunteer.volunteer_number.startswith("440106")
        assert numbers.is_number(volunteer.volunteer_number)
        assert (volunteer.birth_date, volunteer.sex) == (date(1949, 12, 31), "2")
        assert volunteer.name_pinyin == "wang xiao ming"
        assert queries.of(newcomer) == volunteer

    def test_what_was_typed_goes_before_what_the_number_says(self, town, newcomer):
        volunteer = enrol(newcomer, sex="1", birth_date=date(1950, 1, 1))

        assert (volunteer.birth_date, volunteer.sex) == (date(1950, 1, 1), "1")

    def test_the_number_lies_sealed_and_the_journal_tells_nothing_personal(self, town, newcomer):
        volunteer = enrol(newcomer)

        with connection.cursor() as cursor:
            cursor.execute("SELECT document_number FROM volunteers_volunteer WHERE id = %s", [volunteer.pk])
            assert b"19491231" not in bytes(cursor.fetchone()[0])
        line = Line.objects.get(verb="volunteer.enrolled")
        assert line.person_id == volunteer.pk
        assert line.payload == {"state": "active", "region": "440106"}
        assert any(version.startswith("BR-06") for version in line.policies)

    def test_writes_down_the_consents_and_forgets_the_draft(self, town, newcomer):
        EnrolmentDraft.objects.create(user=newcomer, answers="{}", saved_at=timezone.now())

        enrol(newcomer)

        assert set(Consent.objects.values_list("purpose", flat=True)) == {"service", "sensitive"}
        assert Line.objects.filter(verb="consent.given").count() == 2
        assert not EnrolmentDraft.objects.exists()

    def test_a_document_enrols_once(self, town, newcomer):
        enrol(newcomer)
        other = User.objects.create(email="other@town.invalid")

        with pytest.raises(AlreadyEnrolled):
            enrol(other, document_number="110105 19491231 002x")

        assert not Consent.objects.filter(user=other).exists()

    def test_a_person_enrols_once(self, town):
        with pytest.raises(AlreadyVolunteer):
            enrol(town.lin)

    @pytest.mark.parametrize("chosen", [(), ("environment", "a", "b", "c", "d")])
    def test_one_to_four_service_fields(self, town, newcomer, chosen):
        with pytest.raises(ServiceFieldsOutOfRange) as refusal:
            enrol(newcomer, service_fields=chosen)
        assert "4" in str(refusal.value)

    def test_nobody_enrols_without_both_consents(self, town, newcomer):
        with pytest.raises(ConsentMissing):
            enrol(newcomer, agreed=("service",))

    def test_a_malformed_number_is_refused(self, town, newcomer):
        with pytest.raises(ValidationError):
            enrol(newcomer, document_number="110105194912310021")

    def test_a_child_under_ten_is_too_young(self, town, newcomer):
        with pytest.raises(TooYoung) as refusal:
            enrol(newcomer, document_number=number_born(years_ago(9)))
        assert "10" in str(refusal.value)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_document_make_one_volunteer(town):
    users = [User.objects.create(email=f"twin{n}@town.invalid") for n in range(4)]
    start, outcomes = threading.Barrier(len(users)), []

    def attempt(user):
        start.wait()
        try:
            enrol(user)
            outcomes.append("enrolled")
        except AlreadyEnrolled:
            outcomes.append("already")
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["already"] * 3 + ["enrolled"]
    assert Volunteer.objects.filter(name="王小明").count() == 1


class TestGuardian:
    @pytest.fixture
    def minor(self, newcomer, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            return enrol(newcomer, document_number=number_born(years_ago(15)), guardian=GUARDIAN)

    @pytest.fixture
    def token(self, minor):
        text = DevelopmentMessage.objects.get().text
        return text.split("/guardian/")[1].split("/")[0]

    def test_is_asked_by_text_message(self, minor, token):
        assert minor.enrolment.state == "pending_guardian"
        assert DevelopmentMessage.objects.get().recipient == "+8613800138000"
        assert queries.guardian_request(token).volunteer == minor
        assert not queries.is_active(queries.of(minor.user))

    def test_the_token_is_kept_only_as_a_hash(self, minor, token):
        assert token.encode() not in bytes(GuardianConsent.objects.get().token_hash)

    def test_or_by_mail(self, newcomer, django_capture_on_commit_callbacks):
        by_mail = Guardian("王大明", "father@town.invalid", "father")
        with django_capture_on_commit_callbacks(execute=True):
            enrol(newcomer, document_number=number_born(years_ago(12)), guardian=by_mail)
        assert mail.outbox[0].to == ["father@town.invalid"]
        assert "/guardian/" in mail.outbox[0].body

    def test_makes_the_minor_active(self, minor, token):
        consent = queries.guardian_request(token)
        actions.guardian_consents(consent, name="王大明", relation="father", at=timezone.now())
        assert queries.is_active(queries.of(minor.user))
        assert Line.objects.filter(verb__in=["guardian.consented", "volunteer.activated"]).count() == 2

    def test_may_refuse_once(self, minor, token):
        consent = queries.guardian_request(token)
        actions.guardian_refuses(consent, at=timezone.now())
        with pytest.raises(LinkClosed):
            actions.guardian_consents(consent, name="王", relation="father", at=timezone.now())
        assert not queries.is_active(queries.of(minor.user))

    def test_may_take_it_back_later(self, minor, token):
        consent = queries.guardian_request(token)
        actions.guardian_consents(consent, name="王大明", relation="father", at=timezone.now())
        actions.guardian_withdraws(consent, at=timezone.now())
        assert queries.of(minor.user).enrolment.state == "withdrawn"
        with pytest.raises(LinkClosed):
            actions.guardian_withdraws(consent, at=timezone.now())

    def test_the_link_expires(self, minor, token):
        later = timezone.now() + timedelta(days=15)
        with pytest.raises(LinkClosed):
            actions.guardian_consents(queries.guardian_request(token), name="王", relation="father", at=later)

    def test_a_new_link_closes_the_older(self, minor, token):
        actions.ask_guardian(minor, GUARDIAN, by=minor.user, at=timezone.now())
        with pytest.raises(LinkClosed):
            actions.guardian_consents(queries.guardian_request(token), name="王", relation="father", at=timezone.now())

    def test_is_needed_under_eighteen(self, newcomer):
        with pytest.raises(GuardianMissing):
            enrol(newcomer, document_number=number_born(years_ago(17)))

    def test_is_not_avoided_by_correcting_the_birth_date(self, newcomer):
        with pytest.raises(GuardianMissing):
            enrol(newcomer, document_number=number_born(years_ago(17)), birth_date=years_ago(30))

    def test_is_not_oneself(self, newcomer):
        own = Guardian("王", "wang@town.invalid", "father")
        with pytest.raises(GuardianIsOneself):
            enrol(newcomer, document_number=number_born(years_ago(17)), guardian=own)


class TestTheDatabaseRefuses:
    def test_one_person_one_enrolment(self, town):
        lin = town.volunteers["lin"]
        with pytest.raises(IntegrityError, match="volunteer_one_person_one_enrolment"):
            Volunteer.objects.filter(pk=town.volunteers["qiao"].pk).update(document_index=bytes(lin.document_index))

    def test_enrolment_active_has_its_moment(self, town):
        with pytest.raises(IntegrityError, match="enrolment_active_has_its_moment"):
            VolunteerEnrolment.objects.update(activated_at=None)

    def guardian(self, town, **changes):
        now = timezone.now()
        GuardianConsent.objects.create(
            volunteer=town.volunteers["mei"],
            guardian_name="梅妈妈",
            guardian_contact="+8613800138000",
            relation="mother",
            token_hash=b"x",
            asked_at=now,
            expires_at=now,
            text_version="1",
            **changes,
        )

    def test_guardian_consent_is_given_or_refused(self, town):
        now = timezone.now()
        with pytest.raises(IntegrityError, match="guardian_consent_is_given_or_refused"):
            self.guardian(town, given_at=now, refused_at=now)

    def test_guardian_consent_is_withdrawn_after_it_is_given(self, town):
        name = "guardian_consent_is_withdrawn_after_it_is_given"
        with pytest.raises(IntegrityError, match=name):
            self.guardian(town, withdrawn_at=timezone.now())


def test_numbers_are_never_given_twice_and_catch_a_slip(db):
    with transaction.atomic():
        taken = numbers.take("440106", 50)
    assert len(set(taken)) == 50
    assert all(numbers.is_number(number) for number in taken)
    wrong = taken[0][:-2] + str((int(taken[0][-2]) + 1) % 10) + taken[0][-1]
    assert not numbers.is_number(wrong)


def test_code_tables_load_twice_as_once(db):
    from kapok.organization.volunteers.models import ServiceField, Skill

    actions.load_code_tables()
    actions.load_code_tables()
    assert ServiceField.objects.count() == 18
    assert Skill.objects.count() > 20
    assert ADULT
