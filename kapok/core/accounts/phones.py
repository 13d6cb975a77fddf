"""Phone numbers in E.164 form; eleven digits that begin with 1 are a mainland mobile number."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NOISE = str.maketrans("０１２３４５６７８９＋", "0123456789+", " 　-()（）.·")
MAINLAND = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
E164 = re.compile(r"\+[1-9][0-9]{5,14}")


def normal(text: str) -> str:
    """Raises ValidationError for what is no phone number."""
    plain = text.translate(NOISE)
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    mainland = MAINLAND.fullmatch(plain)
    if mainland:
        return f"+86{mainland[1]}"
    if not E164.fullmatch(plain) or plain.startswith("+86"):
        raise ValidationError(
            _("Enter a mobile number of 11 digits, or another country's number with + and its code."),
            code="invalid_phone",
        )
    return plain


def masked(phone: str) -> str:
    """+86 138****1234"""
    if phone.startswith("+86"):
        return f"{phone[3:6]}****{phone[-4:]}"
    return f"{phone[:3]}****{phone[-3:]}"


def hint(phone: str) -> str:
    """Only the last two digits: whoever owns the number recognises it."""
    return f"•••••••••{phone[-2:]}"
