"""What `/design` shows: specimens, each a template drawn in both themes beside its source."""

from datetime import timedelta
from pathlib import Path

import segno
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from kapok.core.common.paging import Page

HERE = Path(__file__).resolve().parent
SPECIMENS = [
    ("colour", _("Colour")),
    ("type", _("Type")),
    ("buttons", _("Buttons")),
    ("badges", _("Badges, notes and people")),
    ("cards", _("Cards")),
    ("forms", _("Forms")),
    ("tables", _("Tables and lists")),
    ("moving", _("Tabs, steps and paging")),
    ("figures", _("Figures and progress")),
    ("time", _("What happened, and what comes next")),
    ("charts", _("Charts")),
    ("codes", _("Codes")),
    ("waiting", _("Nothing yet, or not yet")),
    ("dialogs", _("Dialogs and toasts")),
]


class SampleForm(forms.Form):
    sample = True  # its errors are on show and must not take the focus
    name = forms.CharField(label=_("Name"), help_text=_("As it stands on your identity document."))
    born = forms.DateField(label=_("Date of birth"), widget=forms.DateInput(attrs={"type": "date"}))
    about = forms.CharField(label=_("About you"), required=False, widget=forms.Textarea)
    document = forms.ChoiceField(
        label=_("Identity document"),
        choices=[("id", _("Resident identity card")), ("passport", _("Passport"))],
        widget=forms.RadioSelect(attrs={"class": "choice-cards"}),
    )
    fields_of_service = forms.MultipleChoiceField(
        label=_("Fields of service"),
        choices=[
            ("elderly", _("Older people")),
            ("children", _("Children")),
            ("nature", _("Environment")),
            ("events", _("Large events")),
        ],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choice-chips"}),
    )
    agreed = forms.BooleanField(label=_("I have read the notice and agree"))


def everything(request: HttpRequest) -> dict[str, object]:
    return {
        "specimens": [specimen(slug, title) for slug, title in SPECIMENS],
        "sides": [side("light"), side("dark")],
        "icons": sorted(path.stem for path in (HERE / "icons").glob("*.svg")),
        **story(),
        **figures(),
    }


def specimen(slug: str, title: object) -> dict[str, object]:
    source = (HERE / "templates" / "ui" / "design" / f"_{slug}.html").read_text(encoding="utf-8")
    return {"slug": slug, "title": title, "template": f"ui/design/_{slug}.html", "source": source}


def side(theme: str) -> dict[str, object]:
    """The sample form is sent with a mistake, so that its errors are on show."""
    typed = {f"{theme}-name": "", f"{theme}-born": "2030-02-31", f"{theme}-document": "id"}
    typed[f"{theme}-fields_of_service"] = "nature"
    # Landmarks of one page need names of their own, so those of each side carry its theme.
    return {
        "theme": theme,
        "form": SampleForm(typed, prefix=theme),
        "tabs_label": f"{_('My activities')} ({theme})",
        "pages_label": f"{_('Pages')} ({theme})",
    }


def story() -> dict[str, object]:
    now = timezone.now()
    ago, hence = now - timedelta(days=3, hours=2), now + timedelta(days=6)
    return {
        "now": now,
        "later": now + timedelta(hours=3),
        "soon": hence,
        "pipeline": [
            {"label": _("You checked out"), "state": "done", "at": ago},
            {"label": _("Recorded by the rotating code"), "state": "done", "at": ago},
            {"label": _("Confirmed by the organisation"), "state": "now", "due": hence.date()},
            {"label": _("Counted and credited with points"), "state": "todo"},
        ],
        "events": [
            {"title": _("Certificate issued"), "at": now, "tone": "done", "icon": "award"},
            {
                "title": _("Sign-up refused"),
                "at": ago,
                "tone": "bad",
                "text": _("The position needs 20 hours of service."),
            },
            {
                "title": _("Enrolled as a volunteer"),
                "at": ago - timedelta(days=40),
                "icon": "user-plus",
            },
        ],
        "page": Page(rows=[], next="n", previous="p"),
        "qr": mark_safe(segno.make("KAPOK", error="m").svg_inline(scale=4, omitsize=True)),
    }


def figures() -> dict[str, object]:
    months = [f"{month}" for month in range(1, 9)]
    hours = [820, 960, 1840, 1310, 1520, 1105, 990, 1680]
    people = [210, 240, 460, 330, 380, 276, 240, 410]
    series = [{"name": _("Hours"), "values": hours}, {"name": _("People"), "values": people}]
    fields = [_("Older people"), _("Children"), _("Environment"), _("Large events")]
    return {
        "bar_chart": {"kind": "bar", "names": months, "series": series, "names_label": _("Month")},
        "line_chart": {"kind": "line", "names": months, "series": series[:1], "unit": _("hours")},
        "pie_chart": {
            "kind": "pie",
            "names": fields,
            "series": [{"name": _("Hours"), "values": [42, 27, 19, 12]}],
            "unit": "%",
        },
        "columns": [
            {"label": _("Activity")},
            {"label": _("Day")},
            {"label": _("Hours"), "figure": True},
        ],
        "rows": [
            [_("River clean-up"), "2026-11-08", "3.5"],
            [_("Tea with the elders"), "2026-11-15", "2"],
        ],
        "tabs": [
            {"label": _("Coming"), "url": "#", "current": True, "count": 3},
            {"label": _("Past"), "url": "#", "count": 28},
        ],
        "steps": [_("Notice"), _("Identity"), _("Where you live"), _("What you like")],
        "trail": [
            {"label": _("Home"), "url": "/"},
            {"label": _("Activities"), "url": "#"},
            {"label": _("River clean-up")},
        ],
        "facts": [
            {"label": _("Place"), "value": _("Haizhu Lake, west gate")},
            {"label": _("Contact"), "value": _("Ms Chen")},
        ],
    }
