from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapok.activity.records.models import ServiceRecord
from kapok.core import journal
from kapok.core.common.refusals import Refusal
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.certificates import issuing, layout, numbers, queries, sealing, snapshots
from kapok.recognition.certificates.models import (
    RECORDS_VOID,
    CertificateFile,
    CertificateLine,
    CertificateState,
    ServiceCertificate,
)
from kapok.recognition.certificates.typesetting import press

MOST_RECORDS = 1_000
MOST_FINISHED = 200


NEXT = """
INSERT INTO certificates_certificatesequence AS row (division, year, last) VALUES (%s, %s, 1)
ON CONFLICT (division, year) DO UPDATE SET last = row.last + 1
RETURNING last
"""


class RangeReversed(Refusal):
    message = _("The first day lies after the last day. Swap them and try again.")
    field = "end"


class RangeInFuture(Refusal):
    message = _("The last day lies in the future. A certificate covers service up to today.")
    field = "end"


class NothingToCertify(Refusal):
    message = _("You have no confirmed service record between these days. Choose other days.")
    field = "start"


class TooManyRecords(Refusal):
    message = _(
        "There are %(count)s records between these days; one certificate lists up to %(most)s. Choose a shorter range."
    )
    field = "end"


class NotStanding(Refusal):
    message = _("This certificate has been replaced or revoked already.")


class ReasonMissing(Refusal):
    message = _("Say why the certificate is revoked: whoever checks it will read this.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the holder wants certified."""

    start: date
    end: date
    shows_document: bool = False


def request(volunteer: Volunteer, *, wish: Wish, by: Any, at: datetime) -> ServiceCertificate:
    """Certify what stands in effect between two days, and hand out the sealed PDF.

    Two transactions: the first takes the number and freezes the snapshot, the second stores the
    PDF. The tenth of a second that typesetting and sealing take lies between them, so nobody
    waits for the number row meanwhile; `finish_unfinished` mends what a crash left there. Asking
    again for the same, by a double click or a year later, finds the same certificate while it
    stands.

    Raises RangeReversed, RangeInFuture, NothingToCertify or TooManyRecords, and then nothing was
    written.
    """
    return issue(accept(volunteer, wish=wish, by=by, at=at), by=by, at=at)


@transaction.atomic
def accept(volunteer: Volunteer, *, wish: Wish, by: Any, at: datetime) -> ServiceCertificate:
    """Take a number and freeze what will be certified. The volunteer's row is locked: of two
    requests at once the second finds what the first made.
    """
    if wish.start > wish.end:
        raise RangeReversed
    if wish.end > timezone.localdate(at):
        raise RangeInFuture
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    records = queries.effective_records(volunteer, start=wish.start, end=wish.end)
    if not records:
        raise NothingToCertify
    if len(records) > MOST_RECORDS:
        raise TooManyRecords(count=len(records), most=MOST_RECORDS)
    content = snapshots.content(
        volunteer,
        records,
        start=wish.start,
        end=wish.end,
        issuer=issuing.issuer(),
        shows_document=wish.shows_document,
    )
    digest = snapshots.content_digest(content)
    same = ServiceCertificate.objects.standing().filter(volunteer=volunteer, content_hash=digest)
    return same.first() or _write(volunteer, records, content, digest, wish=wish, by=by, at=at)


def _write(
    volunteer: Volunteer,
    records: list[ServiceRecord],
    content: dict[str, Any],
    digest: str,
    *,
    wish: Wish,
    by: Any,
    at: datetime,
) -> ServiceCertificate:
    day = timezone.localdate(at)
    number = next_number(volunteer.home_region_id[:6], day.year)
    snapshot = snapshots.complete(content, number=number, issued_on=day)
    certificate = ServiceCertificate.objects.create(
        number=number,
        check_code=numbers.make_code(),
        volunteer=volunteer,
        range_start=wish.start,
        range_end=wish.end,
        minutes=snapshot["minutes"],
        records=len(records),
        shows_document=wish.shows_document,
        snapshot=snapshot,
        snapshot_hash=snapshots.digest(snapshot),
        content_hash=digest,
        policies=issuing.pinned(volunteer.home_region_id, at=at),
        requested_at=at,
        requested_by_id=getattr(by, "pk", None),
    )
    CertificateLine.objects.bulk_create(
        CertificateLine(
            certificate=certificate,
            volunteer_id=volunteer.pk,
            record_uid=record.uid,
            record_version=record.version,
            minutes=record.service_minutes,
        )
        for record in records
    )
    tell("certificate.accepted", certificate, by=by, at=at)
    return certificate


def next_number(division: str, year: int) -> str:
    """The row stays locked until the caller commits: a refusal gives its number back, and none is
    skipped."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [division, year])
        (sequence,) = cursor.fetchone()
    return numbers.make_number(division=division, year=year, sequence=sequence)


def issue(certificate: ServiceCertificate, *, by: Any, at: datetime) -> ServiceCertificate:
    """Typeset and seal an accepted certificate, and keep the file. One already issued is returned
    as it is.
    """
    if certificate.state != CertificateState.ACCEPTED:
        return certificate
    return _store(certificate, produce(certificate), by=by, at=at)


def produce(certificate: ServiceCertificate) -> bytes:
    """The sealed PDF of a snapshot. Touches no row."""
    use = issuing.SEAL_USE_DEMONSTRATION if issuing.is_demonstration() else issuing.SEAL_USE
    return sealing.apply_seal(
        press().typeset(page_data_of(certificate)).pdf,
        sealing.current_seal(),
        drawing=press().drawing(certificate.snapshot["issuer"]["name"], use),
        place=issuing.SEAL_PLACE,
        reason=issuing.REASON,
        tooltip=issuing.TOOLTIP,
    )


def page_data_of(certificate: ServiceCertificate) -> dict[str, Any]:
    return layout.page_data(
        certificate.snapshot,
        digest=certificate.snapshot_hash,
        code=certificate.check_code,
        verify_page=issuing.verify_page(),
        demonstration=issuing.is_demonstration(),
    )


@transaction.atomic
def _store(certificate: ServiceCertificate, pdf: bytes, *, by: Any, at: datetime) -> ServiceCertificate:
    mine = ServiceCertificate.objects.filter(pk=certificate.pk, state=CertificateState.ACCEPTED)
    if not mine.update(state=CertificateState.ISSUED, issued_at=at):
        return queries.by_id(certificate.pk)  # another worker got there first: its file counts
    CertificateFile.objects.create(certificate=certificate, content=pdf, sha256=sha256(pdf).hexdigest())
    certificate.state, certificate.issued_at = CertificateState.ISSUED, at
    tell("certificate.issued", certificate, by=by, at=at)
    return certificate


@transaction.atomic
def revoke(certificate: ServiceCertificate, *, by: Any, at: datetime, reason: str) -> ServiceCertificate:
    """Declare an issued certificate invalid for good; `reason` is public. `by` None is the
    platform itself.
    """
    reason = snapshots.clean(reason)
    if not reason:
        raise ReasonMissing
    certificate = ServiceCertificate.objects.select_for_update().get(pk=certificate.pk)
    if not certificate.is_issued:
        raise NotStanding
    certificate.state, certificate.revoked_at = CertificateState.REVOKED, at
    certificate.revoked_by_id, certificate.revoked_reason = getattr(by, "pk", None), reason
    certificate.save(update_fields=["state", "revoked_at", "revoked_by_id", "revoked_reason"])
    tell("certificate.revoked", certificate, by=by, at=at)
    return certificate


@transaction.atomic
def supersede(certificate: ServiceCertificate, *, at: datetime) -> ServiceCertificate:
    """Replace a certificate that lists a record no longer in effect (BR-88): by a new one over
    the same days, or, when nothing is left to certify, by nothing. The new one is returned, or
    the revoked.
    """
    certificate = ServiceCertificate.objects.select_for_update().get(pk=certificate.pk)
    if not certificate.is_issued or queries.is_up_to_date(certificate):
        return certificate
    wish = Wish(
        start=certificate.range_start,
        end=certificate.range_end,
        shows_document=certificate.shows_document,
    )
    try:
        successor = request(certificate.volunteer, wish=wish, by=None, at=at)
    except NothingToCertify:
        return revoke(certificate, by=None, at=at, reason=RECORDS_VOID)
    certificate.state, certificate.superseded_by = CertificateState.SUPERSEDED, successor
    certificate.superseded_at = at
    certificate.save(update_fields=["state", "superseded_by", "superseded_at"])
    tell("certificate.superseded", certificate, by=None, at=at, successor=str(successor.pk))
    return successor


def finish_unfinished(*, before: datetime, at: datetime) -> int:
    """Issue what was accepted before `before` and left there by a crash. How many were."""
    waiting = list(queries.unfinished(before=before)[:MOST_FINISHED])
    for certificate in waiting:
        issue(certificate, by=None, at=at)
    return len(waiting)


def tell(verb: str, certificate: ServiceCertificate, *, by: Any, at: datetime, **more: str) -> None:
    journal.write(
        verb,
        by=by,
        about=certificate,
        at=at,
        person=certificate.volunteer_id,
        payload={
            "number": certificate.number,
            "minutes": certificate.minutes,
            "records": certificate.records,
            "snapshot": certificate.snapshot_hash,
            **more,
        },
        policies=certificate.policies,
    )
