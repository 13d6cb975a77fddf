"""Bilingual sealed certificates of ten records each, on one core, from the records to the stored file, against typst
and pyHanko alone on documents whose data is ready. No HTTP.

The limit uses our own way with the key, which signs several times as fast as pyHanko's own signer; the figure
with that one stands beside it as `ratio_to_library_signer`.
"""

import os
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO

from tests.load import _crowd, harness

BATCH = 40
PAIRS = 3
RECORDS = 10


def run() -> Iterator[dict]:
    with harness.site():
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        people = iter(served(BATCH * (2 * PAIRS + 1)))
        issue([next(people) for _ in range(BATCH)])  # warm: fonts read, seal opened
        pairs, library = [], []
        for _ in range(PAIRS):
            ours = issue([next(people) for _ in range(BATCH)])
            documents = ready([next(people) for _ in range(BATCH)])
            pairs.append((ours, alone(documents)))
            library.append(ours / by_library(documents[: BATCH // 4]))
        extra = {"ratio_to_library_signer": round(sorted(library)[len(library) // 2], 2)}
        yield harness.figure("certificate", "certificates/s", pairs, generator_cpu=0, **extra)


def served(number: int) -> list:
    """People with ten effective records each, no two alike, so that nothing is laid out twice."""
    from kapok.activity.records.models import ServiceRecord
    from kapok.organization.volunteers.models import Volunteer

    crowd = _crowd.gather(number)
    people = list(Volunteer.objects.filter(volunteer_number__endswith="Y")[:number])
    today = crowd.town.now.date()
    ServiceRecord.objects.bulk_create(
        [
            record(volunteer, today - timedelta(days=back + 1), f"{place}-{back}")
            for place, volunteer in enumerate(people)
            for back in range(RECORDS)
        ],
        batch_size=1000,
    )
    return people


def record(volunteer, day: date, name: str):
    from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
    from django.utils import timezone

    from kapok.activity.records.models import ServiceRecord
    from kapok.core.common.ids import new_id

    start = timezone.make_aware(datetime.combine(day, clock(9)))
    return ServiceRecord(
        volunteer_id=volunteer.pk, organization_id=new_id(), activity_id=new_id(), session_id=new_id(),
        activity_name=f"珠江沿岸清洁行动 {name}", activity_name_en=f"Riverside clean-up {name}",
        organization_name="珠江志愿服务队", organization_name_en="Pearl River Volunteers", place="临江大道1号",
        region_code="440106", content="沿江步道清洁与垃圾分类宣传", content_en="Cleaning the riverside path",
        person_in_charge="陈大文", service_day=day, served=DateTimeTZRange(start, start + timedelta(hours=2)),
        actual_minutes=120, service_minutes=120, record_class="credit", trust_class="A",
        evidence="qr_rotating/qr_rotating", state="effective", due_on=day, written_at=start,
    )  # fmt: skip


def wish():
    from django.utils import timezone

    from kapok.recognition.certificates.actions import Wish

    today = timezone.localdate()
    return Wish(start=today - timedelta(days=60), end=today)


def issue(people: Sequence) -> float:
    from django.utils import timezone

    from kapok.recognition.certificates import actions

    asked = wish()
    began = time.perf_counter()
    made = [actions.request(who, wish=asked, by=None, at=timezone.now()) for who in people]
    took = time.perf_counter() - began
    assert all(one.is_issued and one.records == RECORDS for one in made)
    return len(people) / took


def ready(people: Sequence) -> list[dict]:
    from django.utils import timezone

    from kapok.recognition.certificates import actions

    accepted = [actions.accept(who, wish=wish(), by=None, at=timezone.now()) for who in people]
    return [actions.page_data_of(one) for one in accepted]


def alone(documents: Sequence[dict]) -> float:
    from kapok.recognition.certificates import issuing, sealing
    from kapok.recognition.certificates.typesetting import press

    drawing = press().drawing(documents[0]["issuer"]["name"], issuing.SEAL_USE_DEMONSTRATION)
    seal = sealing.current_seal()
    began = time.perf_counter()
    for data in documents:
        sealing.apply_seal(
            press().typeset(data).pdf, seal, drawing=drawing, place=issuing.SEAL_PLACE,
            reason=issuing.REASON, tooltip=issuing.TOOLTIP,
        )  # fmt: skip
    return len(documents) / (time.perf_counter() - began)


def by_library(documents: Sequence[dict]) -> float:
    from django.conf import settings
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    from kapok.recognition.certificates.typesetting import press

    password = settings.SEAL_PASSWORD.encode()
    signer = signers.SimpleSigner.load_pkcs12(settings.SEAL_FILE, passphrase=password)
    metadata = signers.PdfSignatureMetadata(field_name="Seal")
    began = time.perf_counter()
    for data in documents:
        writer = IncrementalPdfFileWriter(BytesIO(press().typeset({**data, "digest": ""}).pdf))
        signers.sign_pdf(writer, metadata, signer)
    return len(documents) / (time.perf_counter() - began)
