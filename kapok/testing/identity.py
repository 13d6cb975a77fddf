"""Identity numbers that can belong to nobody: a valid check character, and a birth in the year 1899."""

from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
NOBODYS_YEAR = 1899


def nobodys_number(serial: int, *, area: str = "440106", female: bool = False) -> str:
    """The `serial`-th impossible resident identity number of `area` (up to 365 × 500 of each sex)."""
    day_of_year, sequence = divmod(serial, 500)
    day = date.fromordinal(date(NOBODYS_YEAR, 1, 1).toordinal() + day_of_year)
    if day.year != NOBODYS_YEAR:
        raise ValueError("This area has no more impossible numbers.")
    odd = sequence * 2 + (0 if female else 1)
    body = f"{area}{day:%Y%m%d}{odd:03d}"
    return body + check_character(body)


def check_character(body: str) -> str:
    return CHECKS[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]
