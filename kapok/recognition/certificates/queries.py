from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from kapok.activity.records.models import ServiceRecord
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.certificates.models import CertificateState, ServiceCertificate


def effective_records(volunteer: Volunteer, *, start: date, end: date) -> list[ServiceRecord]:
    """What may be certified (BR-85): current, effective, with time in it; first day first."""
    records = ServiceRecord.objects.effective().filter(
        volunteer_id=volunteer.pk, service_day__range=(start, end), service_minutes__gt=0
    )
    return list(records.order_by("service_day", "served", "uid"))


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
    current = ServiceRecord.objects.effective().filter(
        volunteer_id=certificate.volunteer_id, uid__in=uids
    )
    return set(current.values_list("uid", "version")) == listed


def touched_by(people: Iterable[UUID]) -> list[ServiceCertificate]:
    """Standing certificates of these volunteers that list a record no longer in effect as listed."""
    standing = ServiceCertificate.objects.for_door().filter(
        Q(state=CertificateState.ISSUED), volunteer_id__in=set(people)
    )
    return [one for one in standing.order_by("requested_at", "id") if not is_up_to_date(one)]


def unfinished(*, before: object) -> list[ServiceCertificate]:
    waiting = ServiceCertificate.objects.filter(
        state=CertificateState.ACCEPTED, requested_at__lt=before
    )
    return list(waiting.order_by("requested_at")[:200])
