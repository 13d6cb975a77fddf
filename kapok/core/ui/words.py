"""How Kapok says hours, dates and ranges, in the language of the moment."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

CHINESE_DAYS = "一二三四五六日"


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def local(thing: object, name: str) -> str:
    """`thing.name`, or `thing.name_en` for an English reader when somebody has written it."""
    english = value_of(thing, f"{name}_en") if in_english() else ""
    return english or value_of(thing, name) or ""


def value_of(thing: object, name: str) -> str:
    return thing.get(name, "") if isinstance(thing, dict) else getattr(thing, name, "")


def hours(minutes: int | None) -> str:
    """750 → “12.5 小时”; what is not a whole tenth is cut, so no minute is promised twice."""
    tenths = (minutes or 0) // 6
    figure = f"{tenths // 10:,}" + (f".{tenths % 10}" if tenths % 10 else "")
    return f"{figure} h" if in_english() else f"{figure} 小时"


def hours_exact(minutes: int | None) -> str:
    whole, rest = divmod(minutes or 0, 60)
    units = (" h", " min") if in_english() else (" 小时", " 分钟")
    parts = [f"{whole:,}{units[0]}"] if whole or not rest else []
    if rest:
        parts.append(f"{rest}{units[1]}")
    return " ".join(parts)


def day(value: date, *, weekday: bool = True) -> str:
    """“11月23日 周一”, with the year when it is not this one."""
    with_year = value.year != timezone.localdate().year
    if in_english():
        pattern = ("D j M" if weekday else "j M") + (" Y" if with_year else "")
        return date_format(value, pattern)
    text = (f"{value.year}年" if with_year else "") + f"{value.month}月{value.day}日"
    return f"{text} 周{CHINESE_DAYS[value.weekday()]}" if weekday else text


def clock(value: datetime) -> str:
    return f"{value:%H:%M}"


def moment(value: date | datetime, style: str = "full") -> str:
    """`full`: day, weekday and time; `short`: no weekday; `date`: no time; `time`: only that."""
    if not isinstance(value, datetime):
        return day(value, weekday=style != "short")
    value = civil(value)
    if style == "time":
        return clock(value)
    text = day(value, weekday=style != "short")
    return text if style == "date" else f"{text} {clock(value)}"


def civil(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def day_range(start: date | datetime, end: date | datetime | None) -> str:
    if end is None or start == end:
        return moment(start)
    if not isinstance(start, datetime):
        return f"{day(start, weekday=False)}–{day(end, weekday=False)}"
    until = civil(end) if isinstance(end, datetime) else end
    if isinstance(until, datetime) and civil(start).date() == until.date():
        return f"{moment(start)}–{clock(until)}"
    return f"{moment(start, 'short')} – {moment(end, 'short')}"
