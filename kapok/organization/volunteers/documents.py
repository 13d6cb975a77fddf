"""Identity documents: is the number well formed, and what does it tell (domain §6.1).

Refused are only length, characters, check character and impossible dates. The area code of a
resident number never refuses anybody: a number is given when it is first issued, not at birth,
and the tables of old area codes are incomplete. It may warn.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapok.core.common import crypto
from kapok.organization.volunteers.models import DocumentType, Sex, Volunteer

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
# First two digits that GB 11643 numbers begin with; 81, 82 and 83 are Hong Kong, Macao and Taiwan.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
HMT_AREAS = ("810000", "820000", "830000")
LOOKALIKES = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX", " 　-·")


@dataclass(frozen=True)
class Reading:
    """A number in its normal form, and what it says of its holder (None: it does not say)."""

    number: str
    birth_date: date | None = None
    sex: Sex | None = None
    warning: str | Promise = ""

    def age(self, declared: date, day: date) -> int:
        """By the later of the two dates: correcting one's birth date makes nobody of age."""
        return Volunteer(birth_date=max(declared, self.birth_date or declared)).age_on(day)


def normal(number: str) -> str:
    return number.translate(LOOKALIKES).strip().upper()


def read(document_type: str, number: str, *, today: date) -> Reading:
    """Check the number against its document's structure; a ValidationError says what is wrong
    with it.
    """
    return READERS[DocumentType(document_type)](normal(number), today)


def index_of(document_type: str, number: str) -> bytes:
    """What makes one person one enrolment (BR-01) without storing the number in clear."""
    return crypto.blind_index(f"{document_type}\0{normal(number)}", purpose="document")


def check_character(first_seventeen: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def _refuse(message: Any, code: str) -> ValidationError:
    return ValidationError(message, code=code)


def _eighteen(number: str, today: date) -> Reading:
    """The structure GB 11643 numbers and residence permits share."""
    if re.fullmatch(r"[0-9]{15}", number):
        raise _refuse(
            _(
                "This is an old 15-digit number. Those cards are no longer valid: "
                "enter the 18-digit number of the current card."
            ),
            "fifteen_digits",
        )
    if len(number) != 18:
        raise _refuse(_("The number has 18 characters. Count them again."), "length")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise _refuse(_("The number has 17 digits and then a digit or the letter X."), "characters")
    birth_date = _birth_date(number[6:14], today)
    if check_character(number[:17]) != number[17]:
        raise _refuse(
            _("The last character does not fit the others: one digit is probably mistyped."),
            "check",
        )
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return Reading(number=number, birth_date=birth_date, sex=sex)


def _birth_date(digits: str, today: date) -> date:
    try:
        birth_date = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _refuse(_("The birth date inside the number does not exist."), "date") from None
    if birth_date > today:
        raise _refuse(_("The birth date inside the number lies in the future."), "future")
    return birth_date


def _resident(number: str, today: date) -> Reading:
    found = _eighteen(number, today)
    if number[:2] in PROVINCES:
        return found
    warning = _("We do not know the area at the start of this number. Check it; you can go on.")
    return Reading(found.number, found.birth_date, found.sex, warning)


def _residence_permit(number: str, today: date) -> Reading:
    found = _eighteen(number, today)
    if not number.startswith(HMT_AREAS):
        raise _refuse(_("The number of a residence permit starts with 81, 82 or 83."), "prefix")
    return found


def _foreign_resident(number: str, today: date) -> Reading:
    """The old card has three letters and twelve digits, the new one 18 digits that start with 9."""
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return Reading(number=number)
    if not number.startswith("9"):
        raise _refuse(
            _("The new number has 18 digits and starts with 9; the old one has 3 letters and 12 digits."),
            "shape",
        )
    return _eighteen(number, today)


def _shaped(pattern: str, message: str | Promise) -> Callable[[str, date], Reading]:
    def reader(number: str, today: date) -> Reading:
        if not re.fullmatch(pattern, number):
            raise _refuse(message, "shape")
        return Reading(number=number)

    return reader


READERS: dict[str, Callable[[str, date], Reading]] = {
    DocumentType.RESIDENT_ID: _resident,
    DocumentType.RESIDENCE_PERMIT_HMT: _residence_permit,
    DocumentType.HM_TRAVEL_PERMIT: _shaped(
        r"[HM][0-9]{8}(?:[0-9]{2})?", _("The number starts with H or M and has 8 digits after it.")
    ),
    DocumentType.TAIWAN_TRAVEL_PERMIT: _shaped(
        r"[0-9]{8}|[0-9]{10}[A-Z]?", _("The number has 8 digits (older permits: 10).")
    ),
    DocumentType.PASSPORT: _shaped(
        r"(?=.*[0-9])[A-Z0-9]{5,17}", _("A passport number has 5 to 17 letters and digits.")
    ),
    DocumentType.FOREIGNER_PERMANENT_RESIDENCE: _foreign_resident,
}
