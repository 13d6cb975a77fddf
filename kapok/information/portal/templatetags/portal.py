import json
from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kapok.activity.activities.models import Activity, SignUp
from kapok.activity.records.models import ServiceRecord
from kapok.core.ui import words
from kapok.core.ui.templatetags.ui import part

register = template.Library()
# What would end a script element or start a comment inside it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
SIGNUP_TONES = {"confirmed": "success", "waitlisted": "warning", "applied": "info"}
RECORD_TONES = {"effective": "success", "pending_confirmation": "warning", "rejected": "error", "void": "error"}


@register.filter
def grouped(number: int) -> str:
    return f"{number:,}"


@register.filter
def whole_hours(minutes: int) -> str:
    return f"{minutes // 60:,}"


@register.simple_tag
def taken_caption(activity: Activity) -> str:
    return f"{activity.taken} / {activity.places}"


@register.simple_tag
def picture(name: str) -> str:
    """The address of an illustration; the house's own where there is none of that name."""
    return static(_drawn(name))


@cache
def _drawn(name: str) -> str:
    path = f"portal/pictures/{name}.svg"
    return path if name and finders.find(path) else "portal/pictures/kapok.svg"


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data for search engines: a data block, not a script the browser would run."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def badge(context: Any, label: str, tone: str = "") -> SafeString:
    return part(context, "badge", {"label": label, "tone": tone})


@register.simple_tag(takes_context=True)
def places_badge(context: Any, activity: Activity) -> SafeString:
    left = activity.places - activity.taken
    if activity.state == "cancelled":
        return badge(context, _("cancelled"), tone="error")
    if activity.state in ("closed", "settling", "overdue"):
        return badge(context, _("over"))
    if left <= 0:
        return badge(context, _("full: waiting list"), tone="warning")
    text = ngettext("%(number)s place left", "%(number)s places left", left) % {"number": left}
    return badge(context, text, tone="success")


@register.simple_tag(takes_context=True)
def signup_badge(context: Any, signup: SignUp) -> SafeString:
    label = signup.get_state_display()
    ahead = getattr(signup, "ahead", None)
    if ahead:
        label = _("waiting, place %(number)s in line") % {"number": ahead}
    return badge(context, label, tone=SIGNUP_TONES.get(signup.state, ""))


@register.simple_tag(takes_context=True)
def record_badge(context: Any, record: ServiceRecord) -> SafeString:
    return badge(context, record.get_state_display(), tone=RECORD_TONES.get(record.state, ""))


@register.filter
def points(hundredths: int) -> str:
    return f"{hundredths / 100:,.2f}".rstrip("0").rstrip(".")


@register.simple_tag
def activity_trail(activity: Activity) -> list[dict[str, str]]:
    return [
        {"label": _("Home"), "url": reverse("portal:home")},
        {"label": _("Activities"), "url": reverse("portal:activities")},
        {"label": words.local(activity, "name"), "url": ""},
    ]
