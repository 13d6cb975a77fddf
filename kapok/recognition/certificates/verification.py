"""What is said to somebody who checks a certificate, by number and code or by the file itself."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import TooManyRequests
from kapok.recognition.certificates import inspection, numbers, queries
from kapok.recognition.certificates.models import (
    FAILED,
    CertificateFile,
    CertificateState,
    CertificateVerification,
    Outcome,
    ServiceCertificate,
)

WINDOW = timedelta(minutes=10)
FAILURES_ALLOWED = 12


class TooManyChecks(TooManyRequests):
    message = _("Too many checks from your network that found nothing. Try again in ten minutes.")


@dataclass(frozen=True)
class Answer:
    outcome: Outcome
    certificate: ServiceCertificate | None = None
    finding: inspection.Finding | None = None

    @property
    def found(self) -> bool:
        return self.certificate is not None and self.outcome not in FAILED


def by_number(number: str, code: str, *, address: str, at: datetime) -> Answer:
    """The answer to a typed or scanned number and code. Raises TooManyChecks before looking
    anything up.
    """
    slow_down(address, at=at)
    known, code = numbers.read_number(number), numbers.clean(code)
    certificate = queries.by_number(known) if known else None
    if certificate is None:
        return log(Answer(Outcome.UNKNOWN), address=address, at=at)
    if not numbers.same_code(code, certificate.check_code):
        return log(Answer(Outcome.WRONG_CODE, certificate), address=address, at=at)
    return log(Answer(standing(certificate), certificate), address=address, at=at)


def by_file(content: bytes, *, address: str, at: datetime) -> Answer:
    """The answer to a file: only the very bytes we handed out are the certificate."""
    slow_down(address, at=at)
    digest = hashlib.sha256(content).hexdigest()
    file = CertificateFile.objects.filter(sha256=digest).only("certificate").first()
    if file is not None:
        certificate = queries.by_id(file.certificate_id)
        return log(Answer(standing(certificate), certificate), address=address, at=at)
    finding = inspection.inspect(content)
    outcome = Outcome.ALTERED if finding.bears_our_seal else Outcome.FOREIGN
    return log(Answer(outcome, finding=finding), address=address, at=at)


def standing(certificate: ServiceCertificate) -> Outcome:
    """The state, and a look at the records themselves: a record voided a second ago already
    counts.
    """
    if certificate.state == CertificateState.ACCEPTED:
        return Outcome.UNKNOWN
    if certificate.state == CertificateState.SUPERSEDED:
        return Outcome.SUPERSEDED
    if certificate.state == CertificateState.REVOKED:
        return Outcome.REVOKED
    return Outcome.VALID if queries.is_up_to_date(certificate) else Outcome.OUTDATED


def log(answer: Answer, *, address: str, at: datetime) -> Answer:
    CertificateVerification.objects.create(
        certificate=answer.certificate,
        outcome=answer.outcome,
        address_hash=address_hash(address, at=at),
        at=at,
    )
    return answer


def slow_down(address: str, *, at: datetime) -> None:
    failed: Sequence[Outcome] = FAILED
    recent = CertificateVerification.objects.filter(
        address_hash=address_hash(address, at=at), at__gt=at - WINDOW, outcome__in=failed
    )
    if recent[:FAILURES_ALLOWED].count() >= FAILURES_ALLOWED:
        raise TooManyChecks


def address_hash(address: str, *, at: datetime) -> bytes:
    """Keyed, and another every day: enough to slow somebody down, too little to follow anybody."""
    message = f"verification:{at.date()}:{address}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256")[:16]
