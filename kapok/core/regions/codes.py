"""Arithmetic on division codes. A code is its own path: two digits of province, two of prefecture,
two of county, three of town, padded to six with zeros; so "inside 440100" is "starts with 4401"."""

import re

SHAPE = re.compile(r"[1-8][0-9]{5}(?:[0-9]{3})?")


def is_code(text: str) -> bool:
    return SHAPE.fullmatch(text) is not None


def prefix(code: str) -> str:
    """What every code inside this region starts with."""
    if len(code) == 6 and code.endswith("0000"):
        return code[:2]
    if len(code) == 6 and code.endswith("00"):
        return code[:4]
    return code


def ancestors(code: str) -> list[str]:
    """Codes from the province down to this one. Dongguan's towns have no county between."""
    steps = [code[:2] + "0000", code[:4] + "00", code[:6], code]
    return list(dict.fromkeys(steps))


def is_inside(code: str, region: str) -> bool:
    return code.startswith(prefix(region))
