"""The tags of the design language; builtins of every template (`config/settings.py`)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.template.base import Template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kapok.core.common.masking import mask_name as masked
from kapok.core.ui import words

register = template.Library()
ICONS = Path(__file__).resolve().parent.parent / "icons"


@cache
def icon_paths(name: str) -> str:
    """The drawing inside the file, so that one outer <svg> of ours carries size and label."""
    text = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inside = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    return "".join(line.strip() for line in inside.splitlines())


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An inline icon; decoration unless it has a label. `size` is a class such as "size-6"."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return mark_safe(
        f'<svg class="icon {escape(size)}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-linecap="round" stroke-linejoin="round" {spoken}>{icon_paths(name)}</svg>'
    )


def part(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    """Draw `ui/_name.html` seeing only what it was given, and the request."""
    drawn: Template = context.template.engine.get_template(f"ui/_{name}.html")  # type: ignore[union-attr]
    shared = {key: context.get(key) for key in ("request", "ui", "csrf_token", "LANGUAGE_CODE")}
    return drawn.render(context.new({**shared, **values}))


@register.simple_tag(takes_context=True)
def ui(context: Context, component: str, **values: Any) -> SafeString:
    """`{% ui "badge" label=_("Open") tone="success" %}`: a component of core/ui."""
    return part(context, component, values)


@register.simple_block_tag(takes_context=True)
def card(context: Context, content: str, **values: Any) -> SafeString:
    return part(context, "card", {**values, "content": content})


@register.simple_block_tag(takes_context=True)
def heading(context: Context, content: str, **values: Any) -> SafeString:
    return part(context, "heading", {**values, "content": mark_safe(content.strip())})


@register.simple_block_tag(takes_context=True)
def section(context: Context, content: str, **values: Any) -> SafeString:
    return part(context, "section", {**values, "content": content})


@register.simple_block_tag(takes_context=True)
def note(context: Context, content: str, **values: Any) -> SafeString:
    return part(context, "note", {**values, "content": content})


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: str, **values: Any) -> SafeString:
    return part(context, "dialog", {**values, "content": content})


@register.simple_block_tag(takes_context=True)
def filter_bar(context: Context, content: str, **values: Any) -> SafeString:
    return part(context, "filter_bar", {**values, "content": content})


@register.simple_tag
def local(thing: object, name: str = "name") -> str:
    return words.local(thing, name)


@register.simple_tag(name="hours")
def hours_tag(minutes: int | None) -> str:
    return words.hours(minutes)


@register.filter(name="hours")
def hours_filter(minutes: int | None) -> str:
    return words.hours(minutes)


@register.simple_tag(name="hours_exact")
def hours_exact_tag(minutes: int | None) -> str:
    return words.hours_exact(minutes)


@register.filter(name="hours_exact")
def hours_exact_filter(minutes: int | None) -> str:
    return words.hours_exact(minutes)


@register.simple_tag
def when(value: date | datetime | None, style: str = "full") -> str:
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words.moment(value, style))


@register.simple_tag
def day_range(start: date | datetime | None, end: date | datetime | None = None) -> str:
    if start is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', start.isoformat(), words.day_range(start, end))


@register.simple_tag(name="mask_name")
def mask_name_tag(name: str) -> str:
    return masked(name) if name else ""


@register.filter(name="mask_name")
def mask_name_filter(name: str) -> str:
    return masked(name) if name else ""


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """This page's query string with some parameters changed; None or "" removes one.

    The cursor is dropped: a changed filter starts at its first page.
    """
    parameters = context["request"].GET.copy()
    parameters.pop("cursor", None)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in (None, ""):
            parameters[name] = value
    return "?" + parameters.urlencode()


@register.simple_tag
def nav_url(name: str, *args: Any) -> str:
    """The address of a page, or nothing while the room that owns it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def star_row(context: Context, level: int, out_of: int = 5) -> SafeString:
    lit = [place < int(level or 0) for place in range(out_of)]
    return part(context, "stars", {"lit": lit, "level": int(level or 0)})


@register.filter
def percent_of(value: float | None, whole: float | None) -> int:
    """A whole per cent between 0 and 100, for rings and bars."""
    if not whole:
        return 0
    return max(0, min(100, int((value or 0) * 100 // whole)))


@register.filter
def first_character(name: str) -> str:
    return str(name or "?")[:1].upper()


@register.filter
def item(values: Sequence | Mapping, place: Any) -> Any:
    """What stands at a place of a list, or under a key; nothing where nothing does."""
    if isinstance(values, Mapping):
        return values.get(place, "")
    return values[place] if place < len(values) else ""
