"""The pages as the holder, a stranger with a certificate in hand, and staff meet them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kapok.recognition.certificates import actions, numbers, verification
from kapok.recognition.certificates.forms import LARGEST_FILE
from kapok.recognition.certificates.models import (
    CertificateVerification,
    Outcome,
    ServiceCertificate,
)
from kapok.recognition.certificates.tests.conftest import next_version


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


def answer_at(certificate, code=None):
    return reverse("certificates:answer", args=[certificate.number, code or certificate.check_code])


class TestMine:
    def test_asks_a_stranger_to_sign_in(self, client, town):
        assert client.get(reverse("certificates:mine")).status_code == 302

    def test_says_what_to_do_first_to_somebody_who_has_not_enrolled(self, client, town):
        client.force_login(town.ma)

        assert "not a volunteer yet" in client.get(reverse("certificates:mine")).content.decode()

    def test_says_what_a_certificate_would_list(self, client, town, lin, today):
        client.force_login(town.lin)
        days = {"start": today - timedelta(days=3), "end": today}

        page = client.get(reverse("certificates:mine"), days).content.decode()

        assert "1 record, 1 h 40 min in all" in page

    @pytest.mark.parametrize(
        "query",
        [
            "?start=x&end=y",
            "?start=2026-02-31&end=",
            "?start=%00",
            "?end=99999-01-01",
            "?start[]=1",
        ],
    )
    def test_takes_nonsense_in_the_address(self, client, town, lin, query):
        client.force_login(town.lin)

        assert client.get(reverse("certificates:mine") + query).status_code == 200

    def test_the_form_makes_one_and_leads_to_it(self, client, town, lin, today):
        client.force_login(town.lin)
        wish = {"start": today - timedelta(days=20), "end": today, "shows_document": "on"}

        response = client.post(reverse("certificates:request"), wish, follow=True)

        certificate = ServiceCertificate.objects.get()
        assert certificate.shows_document
        assert certificate.grouped_number in response.content.decode()

    @pytest.mark.parametrize(("first", "last"), [(-1, -9), (-1, 5), (-8, -5), ("2026-13-01", "x"), ("", "")])
    def test_a_refusal_keeps_what_was_typed_and_says_why(self, client, town, lin, today, first, last):
        client.force_login(town.lin)
        start, end = (
            (today + timedelta(days=day)).isoformat() if isinstance(day, int) else day for day in (first, last)
        )

        response = client.post(reverse("certificates:request"), {"start": start, "end": end})

        assert response.status_code == 422
        assert response.context["form"].errors
        assert f'value="{start}"' in response.content.decode() or not start

    def test_the_number_of_queries_does_not_grow_with_the_certificates(
        self, client, town, lin, issued, today, django_assert_max_num_queries
    ):
        client.force_login(town.lin)
        for days in (3, 4, 5):
            wish = actions.Wish(start=today - timedelta(days=days), end=today)
            actions.request(lin, wish=wish, by=town.lin, at=town.now)

        with django_assert_max_num_queries(14):
            client.get(reverse("certificates:mine"))


class TestOwn:
    @pytest.mark.parametrize("page", ["detail", "download"])
    @pytest.mark.parametrize(("who", "status"), [("lin", 200), ("qiao", 404), ("ma", 404), (None, 302)])
    def test_is_for_its_holder_only(self, client, town, issued, page, who, status):
        if who:
            client.force_login(getattr(town, who))

        assert client.get(reverse(f"certificates:{page}", args=[issued.pk])).status_code == status

    def test_the_download_is_the_very_file(self, client, town, issued):
        client.force_login(town.lin)

        response = client.get(reverse("certificates:download", args=[issued.pk]))

        assert response.content == bytes(issued.file.content)
        assert response["Content-Type"] == "application/pdf"
        assert issued.number in response["Content-Disposition"]
        assert "no-store" in response["Cache-Control"]


class TestVerify:
    def test_stands_where_the_paper_says(self):
        assert reverse("certificates:verify") == "/verify/"

    def test_the_form_leads_to_the_answer(self, client, issued):
        typed = {"number": issued.grouped_number.lower(), "code": issued.grouped_code.lower()}

        response = client.post(reverse("certificates:verify"), typed, follow=True)

        assert response.redirect_chain == [(answer_at(issued), 302)]
        assert "Genuine and valid" in response.content.decode()

    @pytest.mark.parametrize(
        "typed",
        [
            {},
            {"number": "V1", "code": "ACDEFG"},
            {"number": "V" * 60, "code": "000000"},
            {"number": "\0", "code": "é" * 9},
        ],
    )
    def test_a_slip_is_explained_before_anything_is_looked_up(self, client, db, typed):
        response = client.post(reverse("certificates:verify"), typed)

        assert response.status_code == 422
        assert not CertificateVerification.objects.exists()

    def test_valid(self, client, town, issued):
        page = client.get(answer_at(issued)).content.decode()

        assert "Genuine and valid" in page
        assert "林*雨" in page
        assert "Riverside clean-up" in page
        assert issued.snapshot_hash in page
        for secret in ("林小雨", "LIN Xiaoyu", issued.volunteer.volunteer_number):
            assert secret not in page

    def test_superseded_names_its_successor(self, client, town, lin, issued):
        next_version(lin.served[0], at=town.now, state="void", reason="重复")
        successor = actions.supersede(issued, at=town.now)

        page = client.get(answer_at(issued)).content.decode()

        assert "Genuine, but replaced" in page
        assert successor.grouped_number in page
        assert successor.check_code not in page

    def test_a_record_voided_a_moment_ago_already_counts(self, client, town, lin, issued):
        next_version(lin.served[0], at=town.now, state="void", reason="重复")

        page = client.get(answer_at(issued)).content.decode()

        assert "no longer up to date" in page
        assert "Genuine and valid" not in page

    def test_revoked_says_when_and_why(self, client, town, issued):
        actions.revoke(issued, by=town.ma, at=town.now, reason="姓名登记有误")

        page = client.get(answer_at(issued)).content.decode()

        assert "Revoked: not valid" in page
        assert "姓名登记有误" in page

    def test_unknown(self, client, db):
        number = numbers.make_number(division="440100", year=2026, sequence=999)

        response = client.get(reverse("certificates:answer", args=[number, "ACDEFG"]))

        assert response.status_code == 404
        assert "We do not know this certificate" in response.content.decode()

    def test_wrong_code_tells_nothing_of_the_certificate(self, client, issued):
        response = client.get(answer_at(issued, "XYXYXY"))

        assert response.status_code == 404
        assert "check code is wrong" in response.content.decode()
        for part in ("林", "Riverside", issued.snapshot_hash, issued.check_code):
            assert part not in response.content.decode()

    @pytest.mark.parametrize("path", ["x/y", "%00/%00", "V" * 300 + "/A", "%F0%A0%AE%B7/é", "../etc", "'--/1"])
    def test_a_hostile_address_is_just_unknown(self, client, db, path):
        assert client.get(f"/verify/{path}/").status_code == 404

    def test_one_not_yet_sealed_is_not_known(self, client, town, lin, wish):
        accepted = actions.accept(lin, wish=wish, by=town.lin, at=town.now)

        assert client.get(answer_at(accepted)).status_code == 404

    def test_guessing_is_slowed_down_and_says_so(self, client, issued):
        for _ in range(verification.FAILURES_ALLOWED):
            assert client.get(answer_at(issued, "XYXYXY")).status_code == 404

        response = client.get(answer_at(issued))

        assert response.status_code == 429
        assert "ten minutes" in response.content.decode()

    def test_checking_good_ones_is_never_slowed_down(self, client, issued):
        answers = {client.get(answer_at(issued)).status_code for _ in range(20)}

        assert answers == {200}

    def test_the_log_knows_the_outcome_and_not_who(self, client, issued):
        client.get(answer_at(issued), REMOTE_ADDR="203.0.113.7")

        (check,) = CertificateVerification.objects.all()
        assert (check.outcome, check.certificate) == (Outcome.VALID, issued)
        assert b"203.0.113.7" not in bytes(check.address_hash)
        assert len(check.address_hash) == 16


class TestVerifyFile:
    def hand_in(self, client, content: bytes, name: str = "certificate.pdf"):
        file = SimpleUploadedFile(name, content, "application/pdf")
        return client.post(reverse("certificates:verify-file"), {"file": file})

    def test_the_very_file_is_recognised(self, client, issued):
        page = self.hand_in(client, bytes(issued.file.content)).content.decode()

        assert "Genuine and valid" in page
        assert "byte for byte" in page

    @pytest.mark.parametrize("part", [0.05, 0.5])
    def test_one_changed_byte_is_noticed(self, client, issued, part):
        pdf = bytearray(issued.file.content)
        pdf[int(len(pdf) * part)] ^= 1

        page = self.hand_in(client, bytes(pdf)).content.decode()

        assert "Genuine and valid" not in page
        assert "Not as we handed it out" in page or "Not one of our files" in page

    @pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7 broken", b"\0" * 1000])
    def test_anything_else_is_not_ours(self, client, db, content):
        assert "Not one of our files" in self.hand_in(client, content).content.decode()

    def test_too_large_or_missing_is_explained(self, client, db):
        assert self.hand_in(client, b"x" * (LARGEST_FILE + 1)).status_code == 422
        assert client.post(reverse("certificates:verify-file")).status_code == 422

    def test_wants_a_post(self, client, db):
        assert client.get(reverse("certificates:verify-file")).status_code == 405


class TestOffice:
    @pytest.mark.parametrize(
        ("who", "status"),
        [("ma", 200), ("he", 403), ("wu", 403), ("qiao", 404), ("lin", 404), (None, 302)],
    )
    @pytest.mark.parametrize("page", ["manage", "manage-file"])
    def test_is_for_those_who_may_manage(self, client, town, issued, page, who, status):
        if who:
            client.force_login(getattr(town, who))

        assert client.get(reverse(f"certificates:{page}", args=[issued.pk])).status_code == status

    def test_finds_by_number(self, client, town, issued):
        client.force_login(town.ma)

        response = client.get(reverse("certificates:office"), {"number": issued.grouped_number})

        assert response.url == reverse("certificates:manage", args=[issued.pk])

    def test_does_not_know_what_lies_outside(self, client, town, issued):
        client.force_login(town.fang)

        page = client.get(reverse("certificates:office"), {"number": issued.number})

        assert "no certificate with this number in your area" in page.content.decode()

    def test_revokes_with_a_reason(self, client, town, issued):
        client.force_login(town.ma)
        address = reverse("certificates:manage", args=[issued.pk])

        assert client.post(address, {"reason": " "}).status_code == 422
        assert client.post(address, {"reason": "姓名登记有误"}).status_code == 302
        assert client.post(address, {"reason": "再次"}).status_code == 422
        issued.refresh_from_db()
        assert issued.revoked_reason == "姓名登记有误"


@pytest.mark.parametrize("refusal", actions.Refusal.__subclasses__())
def test_every_refusal_can_be_drawn(refusal):
    if refusal.__module__ == actions.__name__:
        assert str(refusal(count=2, most=1))
