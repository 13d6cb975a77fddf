"""What happens to a certificate after it was issued: revoked, superseded, and never rewritten."""

import pytest
from django.db import IntegrityError, connection, transaction

from kapok.core import journal
from kapok.core.journal.models import Line
from kapok.core.journal.readers import catch_up
from kapok.core.journal.sequencing import place_pending
from kapok.recognition.certificates import actions, queries
from kapok.recognition.certificates.models import (
    CertificateLine,
    CertificateSequence,
    CertificateState,
    ServiceCertificate,
)
from kapok.recognition.certificates.tests.conftest import next_version


def tell(old, verb, *, at):
    with transaction.atomic():
        journal.write(
            verb, by=None, about=("servicerecord", old.id), at=at, person=old.volunteer_id,
            payload={"uid": str(old.uid)},
        )  # fmt: skip


def void(old, *, at):
    next_version(old, at=at, state="void", reason="重复记录")
    tell(old, "record.void", at=at)


def read_on():
    place_pending()
    catch_up("certificates")


class TestRevoke:
    def test_says_when_and_why(self, town, issued):
        revoked = actions.revoke(issued, by=town.ma, at=town.now, reason="  姓名有误 ")

        assert (revoked.state, revoked.revoked_reason) == (CertificateState.REVOKED, "姓名有误")
        assert revoked.revoked_by_id == town.ma.pk
        assert Line.objects.filter(verb="certificate.revoked", about_id=issued.pk).count() == 1

    def test_needs_a_reason(self, town, issued):
        with pytest.raises(actions.ReasonMissing):
            actions.revoke(issued, by=town.ma, at=town.now, reason=" \u200b ")

    def test_happens_once(self, town, issued):
        actions.revoke(issued, by=town.ma, at=town.now, reason="姓名有误")

        with pytest.raises(actions.NotStanding):
            actions.revoke(issued, by=town.ma, at=town.now, reason="再次")


class TestSupersede:
    def test_a_voided_record_replaces_the_certificate_by_one_without_it(self, town, lin, issued):
        void(lin.served[0], at=town.now)
        read_on()

        issued.refresh_from_db()
        successor = issued.superseded_by
        assert issued.state == CertificateState.SUPERSEDED
        assert successor.is_issued
        assert (successor.minutes, successor.records) == (100, 1)
        assert (successor.range_start, successor.range_end) == (
            issued.range_start,
            issued.range_end,
        )
        assert Line.objects.filter(verb="certificate.superseded", about_id=issued.pk).exists()

    def test_an_amended_record_does_too(self, town, lin, issued):
        next_version(lin.served[0], at=town.now, service_minutes=60, reason="更正")
        tell(lin.served[0], "record.adjusted", at=town.now)
        read_on()

        issued.refresh_from_db()
        assert issued.superseded_by.minutes == 160

    def test_when_nothing_is_left_it_is_revoked(self, town, lin, issued):
        for old in lin.served:
            void(old, at=town.now)
        read_on()

        issued.refresh_from_db()
        assert issued.state == CertificateState.REVOKED
        assert "no longer in effect" in str(issued.why_revoked) or str(issued.why_revoked)

    def test_two_certificates_may_have_one_successor(self, town, lin, wish, issued, today):
        from datetime import timedelta

        from kapok.recognition.certificates.tests.conftest import record

        extra = record(lin, today - timedelta(days=1))
        wider = actions.request(lin, wish=wish, by=town.lin, at=town.now)
        void(lin.served[0], at=town.now)
        void(extra, at=town.now)
        read_on()

        issued.refresh_from_db()
        wider.refresh_from_db()
        assert issued.superseded_by == wider.superseded_by
        assert issued.superseded_by.is_issued

    def test_other_certificates_stay(self, town, lin, issued, today):
        from datetime import timedelta

        later = actions.Wish(start=today - timedelta(days=3), end=today)
        other = actions.request(lin, wish=later, by=town.lin, at=town.now)
        void(lin.served[0], at=town.now)
        read_on()

        other.refresh_from_db()
        assert other.is_issued

    def test_reading_the_same_line_again_changes_nothing(self, town, lin, issued):
        void(lin.served[0], at=town.now)
        read_on()
        tell(lin.served[0], "record.void", at=town.now)
        read_on()

        assert ServiceCertificate.objects.count() == 2

    def test_no_valid_certificate_lists_a_void_record_even_before_it_is_read(self, town, lin, issued):
        void(lin.served[0], at=town.now)

        assert not queries.is_up_to_date(issued)


class TestNeverRewritten:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("number", "V44010620260000009X0"),
            ("check_code", "AAAAAA"),
            ("snapshot", {}),
            ("snapshot_hash", "0" * 64),
            ("content_hash", "0" * 64),
            ("minutes", 9999),
            ("records", 99),
        ],
    )
    def test_certificate_snapshot_is_immutable(self, issued, field, value):
        with pytest.raises(IntegrityError, match="certificate_snapshot_is_immutable"):
            ServiceCertificate.objects.filter(pk=issued.pk).update(**{field: value})

    def test_what_was_revoked_cannot_come_back(self, town, issued):
        actions.revoke(issued, by=town.ma, at=town.now, reason="姓名有误")

        with pytest.raises(IntegrityError, match="certificate_snapshot_is_immutable"):
            ServiceCertificate.objects.filter(pk=issued.pk).update(state="issued", revoked_at=None, revoked_reason="")

    @pytest.mark.parametrize(
        "sql",
        [
            "DELETE FROM certificates_servicecertificate",
            "DELETE FROM certificates_certificateline",
            "UPDATE certificates_certificateline SET minutes = 1",
            "UPDATE certificates_certificatefile SET content = ''",
            "DELETE FROM certificates_certificatefile",
        ],
    )
    def test_nothing_that_was_handed_out_can_be_changed_or_deleted(self, issued, sql):
        with (
            pytest.raises(IntegrityError, match=r"immutable|does not change|append"),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


class TestConstraints:
    def copy(self, issued, **changes):
        fields = {f.attname: getattr(issued, f.attname) for f in issued._meta.concrete_fields}
        fresh = {"id": None, "number": "V44010620260000009X0", "content_hash": "1" * 64}
        certificate = ServiceCertificate(**{**fields, **fresh, **changes})
        certificate.id = ServiceCertificate().id
        return certificate

    @pytest.mark.parametrize(
        ("name", "changes"),
        [
            ("certificate_range_in_order", {"range_end": "2001-01-01"}),
            ("certificate_lists_something", {"minutes": 0}),
            ("certificate_issued_has_its_moment", {"issued_at": None}),
            ("certificate_superseded_names_its_successor", {"state": "superseded"}),
            ("certificate_revoked_says_why", {"state": "revoked"}),
        ],
    )
    def test_the_database_refuses(self, issued, name, changes):
        with pytest.raises(IntegrityError, match=name):
            self.copy(issued, **changes).save(force_insert=True)

    def test_certificate_same_content_once(self, issued):
        with pytest.raises(IntegrityError, match="certificate_same_content_once"):
            self.copy(issued, content_hash=issued.content_hash).save(force_insert=True)

    def test_certificate_lists_a_record_once(self, issued):
        line = issued.lines.first()
        line.pk = None
        with pytest.raises(IntegrityError, match="certificate_lists_a_record_once"):
            CertificateLine.objects.bulk_create([line])

    def test_certificate_sequence_once(self, issued):
        row = CertificateSequence.objects.get()
        with pytest.raises(IntegrityError, match="certificate_sequence_once"):
            CertificateSequence.objects.create(division=row.division, year=row.year)
