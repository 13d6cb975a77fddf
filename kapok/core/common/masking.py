"""How a personal value looks to somebody who may not see it whole."""

from datetime import date

from kapok.core.common.models import Personal


def mask(value: object, kind: Personal) -> str:
    if value in (None, ""):
        return ""
    text = str(value)
    if kind is Personal.NAME:
        return mask_name(text)
    if kind is Personal.DATE:
        return str(value.year) if isinstance(value, date) else text[:4]
    if kind is Personal.CONTACT:
        return "*" * max(len(text) - 4, 3) + text[-4:]
    if kind is Personal.DOCUMENT:
        return text[:4] + "*" * max(len(text) - 8, 2) + text[-4:]
    return "***"


def mask_name(name: str) -> str:
    """张三丰 → 张*丰, 张三 → 张*, John Smith → J*** S***."""
    if name.isascii():
        return " ".join(word[0] + "***" for word in name.split())
    if len(name) <= 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]
