import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import rfc8785
from django.db import connection

from kapok.core.journal.models import Line
from kapok.recognition.certificates import actions, numbers, snapshots
from kapok.recognition.certificates.actions import Wish
from kapok.recognition.certificates.models import (
    CertificateFile,
    CertificateSequence,
    ServiceCertificate,
)
from kapok.recognition.certificates.tests.conftest import next_version, record


class TestRequest:
    def test_hands_out_a_sealed_certificate_of_the_records_in_the_range(self, town, lin, wish):
        certificate = actions.request(lin, wish=wish, by=town.lin, at=town.now)

        assert certificate.is_issued
        assert (certificate.minutes, certificate.records) == (190, 2)
        assert numbers.is_number(certificate.number)
        assert certificate.file.content.startswith(b"%PDF-")
        assert set(certificate.lines.values_list("record_uid", flat=True)) == {one.uid for one in lin.served}

    def test_tells_the_journal_without_naming_anybody(self, town, issued):
        lines = Line.objects.filter(about_id=issued.pk).order_by("id")

        assert [line.verb for line in lines] == ["certificate.accepted", "certificate.issued"]
        told = json.dumps([line.payload for line in lines], ensure_ascii=False)
        assert issued.number in told
        for secret in (
            town.volunteers["lin"].name,
            town.volunteers["lin"].document_number,
            issued.check_code,
        ):
            assert secret not in told

    def test_lists_only_what_is_in_effect(self, town, lin, wish, today):
        record(lin, today - timedelta(days=5), state="pending_confirmation")
        record(lin, today - timedelta(days=4), state="void", reason="重复")
        record(lin, today - timedelta(days=3), state="rejected", reason="未到场")
        record(town.volunteers["qiao"], today - timedelta(days=3))
        next_version(lin.served[0], at=town.now, service_minutes=60, reason="更正")

        certificate = actions.request(lin, wish=wish, by=town.lin, at=town.now)

        assert (certificate.minutes, certificate.records) == (160, 2)

    def test_counts_the_first_and_the_last_day(self, town, lin, today):
        wish = Wish(start=today - timedelta(days=9), end=today - timedelta(days=2))

        assert actions.request(lin, wish=wish, by=town.lin, at=town.now).records == 2

    def test_never_holds_the_whole_document_number(self, town, lin, today):
        wish = Wish(start=today - timedelta(days=9), end=today, shows_document=True)
        certificate = actions.request(lin, wish=wish, by=town.lin, at=town.now)

        masked = certificate.snapshot["holder"]["document"]["masked"]
        assert masked[:4] == lin.document_number[:4]
        assert "*" in masked
        assert lin.document_number not in json.dumps(certificate.snapshot)

    def test_shows_no_document_unless_asked(self, issued):
        assert issued.snapshot["holder"]["document"] is None

    def test_pins_the_rules_it_was_made_under(self, issued):
        assert any(pin.startswith("BR-85@") for pin in issued.policies)


class TestRefusals:
    @pytest.mark.parametrize(
        ("first", "last", "refusal"),
        [
            pytest.param(-1, -9, actions.RangeReversed, id="reversed"),
            pytest.param(-1, 1, actions.RangeInFuture, id="tomorrow"),
            pytest.param(-8, -3, actions.NothingToCertify, id="between the records"),
            pytest.param(-9999, -500, actions.NothingToCertify, id="long ago"),
        ],
    )
    def test_leaves_nothing_behind(self, town, lin, today, first, last, refusal):
        wish = Wish(start=today + timedelta(days=first), end=today + timedelta(days=last))

        with pytest.raises(refusal) as refused:
            actions.request(lin, wish=wish, by=town.lin, at=town.now)

        assert str(refused.value)
        assert not ServiceCertificate.objects.exists()
        assert not CertificateSequence.objects.exists()

    def test_one_certificate_lists_so_many_records_and_no_more(self, town, lin, wish, monkeypatch):
        monkeypatch.setattr(actions, "MOST_RECORDS", 1)

        with pytest.raises(actions.TooManyRecords, match="2"):
            actions.request(lin, wish=wish, by=town.lin, at=town.now)


class TestAskingAgain:
    def test_for_the_same_finds_the_same(self, town, lin, wish, issued):
        later = town.now + timedelta(hours=1)

        assert actions.request(lin, wish=wish, by=town.lin, at=later) == issued
        assert CertificateFile.objects.count() == 1

    def test_with_another_record_makes_a_new_one(self, town, lin, wish, issued, today):
        record(lin, today - timedelta(days=1))

        again = actions.request(lin, wish=wish, by=town.lin, at=town.now)

        assert again != issued
        assert again.records == 3

    def test_after_a_crash_finishes_what_was_accepted(self, town, lin, wish):
        accepted = actions.accept(lin, wish=wish, by=town.lin, at=town.now)

        again = actions.request(lin, wish=wish, by=town.lin, at=town.now)

        assert again == accepted
        assert again.is_issued

    def test_a_task_finishes_what_nobody_asks_for_again(self, town, lin, wish):
        accepted = actions.accept(lin, wish=wish, by=town.lin, at=town.now)
        later = town.now + timedelta(minutes=5)

        assert actions.finish_unfinished(before=later, at=later) == 1
        accepted.refresh_from_db()
        assert accepted.is_issued

    def test_after_it_was_revoked_makes_a_new_one(self, town, lin, wish, issued):
        actions.revoke(issued, by=town.ma, at=town.now, reason="姓名有误")

        assert actions.request(lin, wish=wish, by=town.lin, at=town.now) != issued


class TestSnapshot:
    def test_its_hash_can_be_computed_again(self, issued):
        issued.refresh_from_db()

        assert snapshots.digest(issued.snapshot) == issued.snapshot_hash
        assert snapshots.content_digest(issued.snapshot) == issued.content_hash
        assert rfc8785.dumps(issued.snapshot).startswith(b'{"format":"kapok-certificate/1"')

    def test_a_name_cannot_hide_or_turn_text(self, town, lin, wish):
        lin.name = "林\u202e小\u200b雨\nx"
        lin.save()

        certificate = actions.request(lin, wish=wish, by=town.lin, at=town.now)

        assert certificate.snapshot["holder"]["name"] == "林小雨 x"


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def at_once(self, calls):
        def run(call):
            try:
                return call()
            finally:
                connection.close()

        with ThreadPoolExecutor(len(calls)) as pool:
            return [future.result() for future in [pool.submit(run, call) for call in calls]]

    def test_two_volunteers_get_numbers_that_follow_each_other(self, town, lin, wish, today):
        people = [lin, *(town.volunteers[key] for key in ("qiao", "hua", "chen"))]
        for volunteer in people[1:]:
            record(volunteer, today - timedelta(days=3))

        made = self.at_once([lambda who=who: actions.request(who, wish=wish, by=None, at=town.now) for who in people])

        assert sorted(int(one.number[11:19]) for one in made) == [1, 2, 3, 4]

    def test_a_double_click_makes_one_certificate(self, town, lin, wish):
        made = self.at_once([lambda: actions.request(lin, wish=wish, by=town.lin, at=town.now)] * 4)

        assert len({one.pk for one in made}) == 1
        assert CertificateFile.objects.count() == 1
        assert CertificateSequence.objects.get().last == 1
