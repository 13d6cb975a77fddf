"""What exactly is certified, as plain data: built once, hashed, never changed.

Nothing here asks what a page looks like; `layout` does that. The full number of an identity
document never enters.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import rfc8785

from kapok.activity.records.models import RecordClass, ServiceRecord
from kapok.core.common.masking import mask
from kapok.core.common.models import Personal
from kapok.core.regions.models import Region
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.certificates import names

FORMAT = "kapok-certificate/1"
HONOUR = "H"  # entered afterwards: shown apart from the trust classes A, B and C
# The same wish a minute later differs only in these.
OF_THE_ISSUE = ("number", "issued_on")


@dataclass(frozen=True)
class Issuer:
    """Who seals: named as in the seal's own certificate, with the particulars of its
    organisation.
    """

    name: str
    name_en: str = ""
    person_in_charge: str = ""
    contact: str = ""

    def as_data(self) -> dict[str, str]:
        return {
            "name": clean(self.name),
            "name_en": clean(self.name_en),
            "person_in_charge": clean(self.person_in_charge),
            "contact": clean(self.contact),
        }


def content(
    volunteer: Volunteer,
    records: Sequence[ServiceRecord],
    *,
    start: date,
    end: date,
    issuer: Issuer,
    shows_document: bool,
) -> dict[str, Any]:
    """Everything but number and date of issue."""
    regions = Region.objects.in_bulk({record.region_code for record in records})
    return {
        "format": FORMAT,
        "holder": holder(volunteer, shows_document=shows_document),
        "range": {"start": start.isoformat(), "end": end.isoformat()},
        "minutes": sum(record.service_minutes for record in records),
        "records": [line(record, regions.get(record.region_code)) for record in records],
        "issuer": issuer.as_data(),
    }


def holder(volunteer: Volunteer, *, shows_document: bool) -> dict[str, Any]:
    name = clean(volunteer.name)
    document = None
    if shows_document:
        masked = mask(volunteer.document_number, Personal.DOCUMENT)
        document = {"type": volunteer.document_type, "masked": masked}
    return {
        "name": name,
        "name_latin": names.person(name),
        "volunteer_number": volunteer.volunteer_number,
        "document": document,
    }


def line(record: ServiceRecord, region: Region | None) -> dict[str, Any]:
    honour = record.record_class == RecordClass.HONOUR
    return {
        "uid": str(record.uid),
        "version": record.version,
        "day": record.service_day.isoformat(),
        "activity": clean(record.activity_name),
        "activity_en": clean(record.activity_name_en),
        "content": clean(record.content),
        "content_en": clean(record.content_en),
        "place": clean(record.place),
        "place_en": where(region) if region else "",
        "organization": clean(record.organization_name),
        "organization_en": clean(record.organization_name_en),
        "person_in_charge": clean(record.person_in_charge),
        "minutes": record.service_minutes,
        "evidence": HONOUR if honour else record.trust_class,
    }


def where(region: Region) -> str:
    """The district and its city: what a reader abroad needs of an address written in Chinese."""
    return clean(", ".join(region.full_name_en.split(", ")[:2]))


def complete(content: Mapping[str, Any], *, number: str, issued_on: date) -> dict[str, Any]:
    return {**content, "number": number, "issued_on": issued_on.isoformat()}


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form: anybody with the snapshot can compute it again."""
    return hashlib.sha256(rfc8785.dumps(dict(data))).hexdigest()


def content_digest(data: Mapping[str, Any]) -> str:
    return digest({key: value for key, value in data.items() if key not in OF_THE_ISSUE})


def clean(text: str) -> str:
    """One line without invisible characters: no name may turn the text around it or hide in it.

    Private-use and newly assigned characters stay: rare names are written with them.
    """
    seen = "".join(
        " " if unicodedata.category(c) in ("Zl", "Zp", "Cc") else c
        for c in unicodedata.normalize("NFC", text)
        if unicodedata.category(c) not in ("Cf", "Cs")
    )
    return re.sub(r"\s+", " ", seen).strip()
