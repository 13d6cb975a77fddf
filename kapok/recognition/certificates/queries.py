from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Sum

from kapok.activity.records.models import ServiceRecord
from kapok.core.access import Permission, can
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.certificates.models import (
    CertificateFile,
    CertificateState,
    CertificateVerification,
    Outcome,
    ServiceCertificate,
    ServiceCertificateQuerySet,
)


@dataclass(frozen=True)
class Coverage:
    """What a certificate over some days would list."""

    records: int
    minutes: int


def certifiable(volunteer: Volunteer) -> Any:
    """What may be certified (BR-85): current, effective, with time in it."""
    return ServiceRecord.objects.effective().filter(volunteer_id=volunteer.pk, service_minutes__gt=0)


def effective_records(volunteer: Volunteer, *, start: date, end: date) -> list[ServiceRecord]:
    rows = certifiable(volunteer).filter(service_day__range=(start, end))
    return list(rows.order_by("service_day", "served", "uid"))


def coverage(volunteer: Volunteer, *, start: date, end: date) -> Coverage:
    rows = certifiable(volunteer).filter(service_day__range=(start, end))
    total = rows.aggregate(records=Count("uid"), minutes=Sum("service_minutes"))
    return Coverage(records=total["records"], minutes=total["minutes"] or 0)


def first_day(volunteer: Volunteer) -> date | None:
    return certifiable(volunteer).aggregate(first=Min("service_day"))["first"]


def certificates_of(volunteer: Volunteer) -> list[ServiceCertificate]:
    rows = ServiceCertificate.objects.filter(volunteer=volunteer).select_related("superseded_by")
    return list(rows.defer("snapshot").newest_first())


def by_number(number: str) -> ServiceCertificate | None:
    return ServiceCertificate.objects.for_door().filter(number=number).first()


def by_id(certificate_id: UUID) -> ServiceCertificate:
    return ServiceCertificate.objects.for_door().get(pk=certificate_id)


def is_up_to_date(certificate: ServiceCertificate) -> bool:
    """Whether each record it lists is still in effect, in the very version it lists."""
    listed = set(certificate.lines.values_list("record_uid", "record_version"))
    uids = [uid for uid, _ in listed]
    current = ServiceRecord.objects.effective().filter(volunteer_id=certificate.volunteer_id, uid__in=uids)
    return set(current.values_list("uid", "version")) == listed


def touched_by(people: Iterable[UUID]) -> list[ServiceCertificate]:
    """Issued certificates of these volunteers that list a record no longer in effect as listed."""
    issued = ServiceCertificate.objects.for_door().filter(state=CertificateState.ISSUED, volunteer_id__in=set(people))
    return [one for one in issued.order_by("requested_at", "id") if not is_up_to_date(one)]


def unfinished(*, before: datetime) -> ServiceCertificateQuerySet:
    waiting = ServiceCertificate.objects.filter(state=CertificateState.ACCEPTED, requested_at__lt=before)
    return waiting.order_by("requested_at")


def file_of(certificate: ServiceCertificate) -> CertificateFile | None:
    return CertificateFile.objects.filter(certificate=certificate).first()


def may_manage(user: Any, certificate: ServiceCertificate) -> bool:
    return can(user, Permission.CERTIFICATE_MANAGE, on=certificate)


def checks_of(certificate: ServiceCertificate) -> dict[str, int]:
    """How often it was checked, and how often with a wrong code."""
    outcomes = list(CertificateVerification.objects.filter(certificate=certificate).values_list("outcome", flat=True))
    wrong = outcomes.count(Outcome.WRONG_CODE)
    return {"found": len(outcomes) - wrong, "wrong_code": wrong}
