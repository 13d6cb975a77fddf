"""A snapshot as the words on the page, in both languages at once (not in the reader's)."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal
from io import BytesIO
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe

from kapok.organization.volunteers.models import DocumentType
from kapok.recognition.certificates import names, numbers

EVIDENCE = {
    "A": ("现场专有码签到签退", "codes that can only be read on the spot"),
    "B": ("可转发的签到码", "codes that could be passed on"),
    "C": ("负责人点名确认", "the leader's roster"),
    "H": ("事后补录并复核（荣誉时数）", "entered afterwards and reviewed (honour hours)"),
}
DOCUMENTS = {
    DocumentType.RESIDENT_ID: ("居民身份证", "Resident identity card"),
    DocumentType.RESIDENCE_PERMIT_HMT: ("港澳台居民居住证", "Residence permit (HK, Macao, Taiwan)"),
    DocumentType.HM_TRAVEL_PERMIT: ("港澳居民来往内地通行证", "Mainland travel permit (HK, Macao)"),
    DocumentType.TAIWAN_TRAVEL_PERMIT: (
        "台湾居民来往大陆通行证",
        "Mainland travel permit (Taiwan)",
    ),
    DocumentType.PASSPORT: ("护照", "Passport"),
    DocumentType.FOREIGNER_PERMANENT_RESIDENCE: (
        "外国人永久居留身份证",
        "Permanent residence card",
    ),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SELF_SERVICE = ("平台自助出具", "self-service")
PEN = {"kind": "svg", "border": 0, "xmldecl": False, "nl": False, "dark": "#241c1a"}
# Any mask can be read; trying all eight costs four times as much as the rest of the drawing.
MASK = 3


def page_data(
    snapshot: Mapping[str, Any], *, digest: str, code: str, verify_page: str, demonstration: bool
) -> dict[str, Any]:
    """All that `certificate.typ` needs; texts only."""
    number = snapshot["number"]
    address = f"{verify_page}{number}/{code}/"
    issued, start, end = (
        date.fromisoformat(day) for day in (snapshot["issued_on"], snapshot["range"]["start"], snapshot["range"]["end"])
    )
    return {
        "number": number,
        "number_grouped": numbers.grouped_number(number),
        "code_grouped": numbers.grouped_code(code),
        "verify_url": address,
        "verify_page": verify_page,
        "qr": qr(address),
        "digest": digest,
        "demonstration": demonstration,
        "undrawable": False,
        "holder": _holder(snapshot["holder"]),
        "range": {
            "from_zh": day_zh(start), "to_zh": day_zh(end), "from_en": day_en(start),
            "to_en": day_en(end), "from_short": start.isoformat(), "to_short": end.isoformat(),
        },
        "count": f"{len(snapshot['records']):,}",
        "hours": hours(snapshot["minutes"]),
        "minutes": f"{snapshot['minutes']:,}",
        "rows": [_row(place, line) for place, line in enumerate(snapshot["records"], start=1)],
        "evidence": _legend(snapshot["records"]),
        "issuer": _issuer(snapshot["issuer"]),
        "issued_zh": day_zh(issued),
        "issued_en": day_en(issued),
    }  # fmt: skip


def hours(minutes: int) -> str:
    """Hundredths, cut and not rounded: the lines never add up to more than was served."""
    exact = Decimal(minutes) / 60
    return f"{exact.quantize(Decimal('0.01'), rounding=ROUND_DOWN):,}"


def day_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def day_en(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def qr(address: str) -> str:
    drawn = BytesIO()
    segno.make(address, error="m", micro=False, mask=MASK).save(drawn, **PEN)  # type: ignore[arg-type]
    return drawn.getvalue().decode()


def qr_inline(address: str) -> SafeString:
    """For a page of the site; segno escapes what it draws, and it draws only squares."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2)
    return mark_safe(drawn)


def _holder(holder: Mapping[str, Any]) -> dict[str, Any]:
    document = holder["document"]
    if document:
        zh, en = DOCUMENTS[DocumentType(document["type"])]
        document = {"type": zh, "type_en": en, "masked": document["masked"]}
    return {**holder, "document": document}


def _row(place: int, line: Mapping[str, Any]) -> dict[str, str]:
    shown = (
        "activity", "activity_en", "content", "content_en", "place", "place_en", "organization",
        "organization_en", "evidence",
    )  # fmt: skip
    texts = {name: line[name] for name in shown}
    return {**texts, "position": str(place), "date": line["day"], "hours": hours(line["minutes"])}


def _legend(lines: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    used = sorted({line["evidence"] for line in lines})
    return [{"letter": u, "zh": EVIDENCE[u][0], "en": EVIDENCE[u][1]} for u in used]


def lines(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records as a web page lists them, with the words for how the time was proved."""
    return [
        {
            **line,
            "proof": {
                "name": EVIDENCE[line["evidence"]][0],
                "name_en": EVIDENCE[line["evidence"]][1],
            },
        }
        for line in snapshot["records"]
    ]


def _issuer(issuer: Mapping[str, str]) -> dict[str, str]:
    return {
        **issuer,
        "person_in_charge_latin": names.person(issuer["person_in_charge"]),
        "handler": SELF_SERVICE[0],
        "handler_latin": SELF_SERVICE[1],
    }
