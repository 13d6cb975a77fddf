"""Volunteer numbers: six digits of the division, ten of the serial, one check digit (ISO 7064
MOD 11,10).
"""

from django.db import connection
from stdnum.iso7064 import mod_11_10

LENGTH = 17


def take(division: str, count: int = 1) -> list[str]:
    """`count` new numbers, never given before. A database sequence: no two enrolments wait for
    each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('volunteers_serial') FROM generate_series(1, %s)", [count])
        return [compose(division, serial) for (serial,) in cursor.fetchall()]


def compose(division: str, serial: int) -> str:
    body = f"{division}{serial:010d}"
    return body + mod_11_10.calc_check_digit(body)


def is_number(text: str) -> bool:
    return len(text) == LENGTH and text.isascii() and text.isdigit() and mod_11_10.is_valid(text)
