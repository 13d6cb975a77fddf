"""What the base layout knows of the reader: looks, language, where they are, where they may go."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from kapok.core.ui import words

THEMES = {"auto": _("Follow the device"), "light": _("Light"), "dark": _("Dark")}
THEME_COOKIE, CARE_COOKIE = "kapok_theme", "kapok_care"
ACCENTS = {"teal", "ocean", "indigo", "plum", "banyan", "amber", "slate"}

# name of the page, words, icon; a page whose room is not there is left out
MAIN = [
    ("portal:home", _("Home"), "house"),
    ("portal:activities", _("Find activities"), "search"),
    ("organizations:list", _("Organisations"), "building-2"),
    ("store:stores", _("Exchange stores"), "gift"),
    ("certificates:verify", _("Check a certificate"), "badge-check"),
]
PHONE = [
    ("portal:home", _("Home"), "house"),
    ("portal:activities", _("Find"), "search"),
    ("volunteers:card", _("My code"), "qr-code"),
    ("notices:inbox", _("Inbox"), "inbox"),
    ("portal:me", _("Me"), "circle-user"),
]
ACCOUNT = [
    ("portal:me", _("My volunteering"), "heart-handshake"),
    ("volunteers:card", _("My volunteer card"), "id-card"),
    ("activities:my_signups", _("My sign-ups"), "calendar-check"),
    ("points:mine", _("My points"), "coins"),
    ("certificates:mine", _("My certificates"), "award"),
    ("notices:inbox", _("Inbox"), "inbox"),
    ("accounts:account", _("Sign-in and security"), "shield-check"),
]
ABOUT = [
    ("policies:index", _("The rules and their sources"), "scale"),
    ("substations:list", _("City and college sites"), "map"),
    ("access:roles", _("Roles and what they may do"), "users"),
    ("portal:privacy", _("Privacy notice"), "lock"),
    ("portal:accessibility", _("Accessibility"), "accessibility"),
    ("ui:design", _("Design language"), "palette"),
]


@dataclass(frozen=True)
class Place:
    name: str
    label: str | Promise
    icon: str
    url: str
    current: bool


class Interface:
    """Read lazily: a page that draws no navigation pays for none."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in THEMES else "auto"

    @property
    def themes(self) -> list[tuple[str, str | Promise]]:
        return list(THEMES.items())

    @cached_property
    def care(self) -> bool:
        chosen = self.request.COOKIES.get(CARE_COOKIE)
        if chosen is not None:
            return chosen == "1"
        # An error page may be drawn before anybody was asked who they are.
        return getattr(getattr(self.request, "user", None), "care_mode", False)

    @property
    def substation(self) -> object | None:
        return getattr(self.request, "substation", None)

    @property
    def site_name(self) -> str:
        return words.local(self.substation, "name") if self.substation else str(_("Kapok"))

    @property
    def accent(self) -> str:
        chosen = getattr(self.substation, "colour", "")
        return chosen if chosen in ACCENTS else ""

    @property
    def demo(self) -> bool:
        return settings.DEMO

    @property
    def path(self) -> str:
        return self.request.get_full_path()

    @cached_property
    def main(self) -> list[Place]:
        return self.places(MAIN)

    @cached_property
    def phone(self) -> list[Place]:
        return self.places(PHONE)

    @cached_property
    def account(self) -> list[Place]:
        return self.places(ACCOUNT)

    @cached_property
    def about(self) -> list[Place]:
        return self.places(ABOUT)

    def places(self, wanted: list[tuple]) -> list[Place]:
        match = self.request.resolver_match
        here = match.view_name if match else ""
        found = [(name, label, icon, address(name)) for name, label, icon in wanted]
        return [Place(n, label, i, url, n == here) for n, label, i, url in found if url]


def address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def interface(request: HttpRequest) -> dict[str, object]:
    return {"ui": Interface(request)}
