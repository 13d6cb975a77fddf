"""Certificate numbers and check codes.

A number is `V` + division (6 digits) + year (4) + sequence (8) + one ISO 7064 MOD 37,36 character,
so that a mistyped or swapped character is noticed before anything is looked up. The number can be
guessed; the check code, random and printed beside it, cannot.
"""

import re
import secrets
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: what is read from paper must not be mistaken.
CODE_ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH = 6
LOOKALIKES = str.maketrans("OIL", "011")
LOOKALIKES_BACK = str.maketrans("01", "OI")
NUMBER = re.compile(r"V\d{6}\d{4}\d{8}[0-9A-Z]", re.ASCII)
CODE = re.compile(f"[{CODE_ALPHABET}]{{{CODE_LENGTH}}}")


def make_number(*, division: str, year: int, sequence: int) -> str:
    body = f"V{division}{year:04d}{sequence:08d}"
    number = body + mod_37_36.calc_check_digit(body)
    if not NUMBER.fullmatch(number):
        raise ValueError(f"{number!r} is not a certificate number")
    return number


def make_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def clean(text: str) -> str:
    """What somebody typed, pasted or spelled in full-width characters, as we print it."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-‐-―·.]+", "", plain)


def is_number(text: str) -> bool:
    if not NUMBER.fullmatch(text):
        return False
    try:
        mod_37_36.validate(text)
    except ValidationError:
        return False
    return True


def read_number(text: str) -> str | None:
    """The number meant by what somebody typed: O and I stand for 0 and 1 where only digits can
    be, and the last character is whichever of the two fits. None when nothing fits.
    """
    plain = clean(text)
    digits = plain[1:-1].translate(LOOKALIKES)
    last = plain[-1:]
    for check in (last, last.translate(LOOKALIKES), last.translate(LOOKALIKES_BACK)):
        if is_number(plain[:1] + digits + check):
            return plain[:1] + digits + check
    return None


def is_code(text: str) -> bool:
    return CODE.fullmatch(text) is not None


def same_code(given: str, real: str) -> bool:
    return secrets.compare_digest(given.encode(), real.encode())


def grouped_number(number: str) -> str:
    """`V440100 2026 0000 0001 K`: for paper and screens."""
    return " ".join((number[:7], number[7:11], number[11:15], number[15:19], number[19:]))


def grouped_code(code: str) -> str:
    return f"{code[:3]} {code[3:]}"
