import pytest
from django.db import IntegrityError
from django.utils import timezone

from kapok.core.accounts.models import Consent, Session, User
from kapok.organization.volunteers import actions, card, queries
from kapok.organization.volunteers.consents import NOTICE, RECOMMENDATIONS, SENSITIVE
from kapok.organization.volunteers.models import RecoveryRequest
from kapok.organization.volunteers.refusals import (
    AlreadyAsked,
    AlreadyDecided,
    NotActive,
    OwnRequest,
)


@pytest.fixture
def stranger(town):
    return User.objects.create(email="lin2@town.invalid", name="林小雨")


@pytest.fixture
def asked(town, stranger):
    return actions.ask_for_recovery(
        town.volunteers["lin"],
        statement="换了手机号，收不到验证码。",
        by=stranger,
        at=timezone.now(),
    )


class TestRecovery:
    def test_accepting_hands_over_the_enrolment_and_signs_the_old_account_out(self, town, client, stranger, asked):
        client.force_login(town.lin)

        actions.decide_recovery(asked, accept=True, by=town.wu, at=timezone.now())

        assert queries.of(stranger) == town.volunteers["lin"]
        assert queries.of(town.lin) is None
        assert not Session.objects.filter(user=town.lin).exists()

    def test_declining_changes_nothing(self, town, stranger, asked):
        actions.decide_recovery(asked, accept=False, by=town.wu, at=timezone.now())
        assert queries.of(stranger) is None
        with pytest.raises(AlreadyDecided):
            actions.decide_recovery(asked, accept=True, by=town.wu, at=timezone.now())

    def test_nobody_decides_about_themselves(self, town, stranger, asked):
        with pytest.raises(OwnRequest):
            actions.decide_recovery(asked, accept=True, by=stranger, at=timezone.now())

    def test_recovery_request_once_while_open(self, town, stranger, asked):
        with pytest.raises(AlreadyAsked):
            actions.ask_for_recovery(town.volunteers["lin"], statement="again", by=stranger, at=timezone.now())

    def test_recovery_request_decision_is_whole(self, asked):
        with pytest.raises(IntegrityError, match="recovery_request_decision_is_whole"):
            RecoveryRequest.objects.update(decided_at=timezone.now())

    def test_the_operator_of_the_region_sees_it_and_another_does_not(self, town, client, asked):
        client.force_login(town.wu)
        assert town.volunteers["lin"].volunteer_number in client.get("/staff/recoveries/").text
        client.force_login(town.qiao)
        assert client.get("/staff/recoveries/").status_code == 403
        assert client.post(f"/staff/recoveries/{asked.pk}/").status_code == 404


class TestCard:
    def test_says_whose_it_is(self, town):
        lin = town.volunteers["lin"]
        text = card.payload(lin.volunteer_number, lin.card_secret)
        assert queries.verify_card(text) == lin
        assert lin.name not in text

    def test_a_renewed_card_makes_the_older_one_invalid(self, town):
        lin = town.volunteers["lin"]
        older = card.payload(lin.volunteer_number, lin.card_secret)
        actions.renew_card(lin, by=town.lin, at=timezone.now())
        assert queries.verify_card(older) is None
        assert queries.verify_card(card.payload(lin.volunteer_number, lin.card_secret)) == lin

    @pytest.mark.parametrize("text", ["", "K1", "K1..", "K1.x.y", "K1.\0.y", "https://a/b", "K1.é.ü"])
    def test_anything_else_is_nobody(self, town, text):
        assert queries.verify_card(text) is None

    def test_another_persons_signature_is_forged(self, town):
        lin, qiao = town.volunteers["lin"], town.volunteers["qiao"]
        forged = card.payload(lin.volunteer_number, qiao.card_secret)
        assert queries.verify_card(forged) is None


class TestConsents:
    def give(self, town, purpose):
        return actions.give_consent(town.lin, purpose, by=town.lin, at=timezone.now())

    def test_given_twice_is_given_once(self, town):
        assert self.give(town, NOTICE) == self.give(town, NOTICE)

    def test_taking_back_what_volunteering_needs_ends_it_and_giving_it_again_brings_it_back(self, town):
        consents = [self.give(town, purpose) for purpose in (NOTICE, SENSITIVE)]
        actions.withdraw_consent(consents[0], by=town.lin, at=timezone.now())
        assert queries.of(town.lin).enrolment.state == "withdrawn"

        self.give(town, NOTICE)
        assert queries.is_active(queries.of(town.lin))

    def test_what_is_optional_costs_nothing(self, town):
        consent = self.give(town, RECOMMENDATIONS)
        actions.withdraw_consent(consent, by=town.lin, at=timezone.now())
        actions.withdraw_consent(consent, by=town.lin, at=timezone.now())
        assert queries.is_active(queries.of(town.lin))

    def test_a_minor_who_comes_back_waits_for_the_guardian_again(self, town):
        mei = town.volunteers["mei"]
        actions.withdraw(mei, by=town.mei, at=timezone.now())
        for purpose in (NOTICE, SENSITIVE):
            actions.give_consent(town.mei, purpose, by=town.mei, at=timezone.now())
        assert queries.of(town.mei).enrolment.state == "pending_guardian"

    def test_consent_once_per_purpose_and_version_while_given(self, town):
        self.give(town, NOTICE)
        name = "consent_once_per_purpose_and_version_while_given"
        with pytest.raises(IntegrityError, match=name):
            Consent.objects.create(
                user=town.lin,
                purpose="service",
                text_version=NOTICE.version,
                given_at=timezone.now(),
            )


def test_withdrawing_twice_is_once_and_a_suspended_one_cannot(town):
    lin = town.volunteers["lin"]
    actions.withdraw(lin, by=town.lin, at=timezone.now())
    actions.withdraw(lin, by=town.lin, at=timezone.now())
    qiao = town.volunteers["qiao"].enrolment
    qiao.state = "suspended"
    qiao.save()
    with pytest.raises(NotActive):
        actions.withdraw(town.volunteers["qiao"], by=town.qiao, at=timezone.now())
