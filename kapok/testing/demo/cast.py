"""The people one can sign in as in the demo: who they are and what to try as them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Member:
    key: str
    name: str
    title: str | Promise
    try_this: str | Promise
    role: str = ""
    region: str = "440106"
    age: int = 0  # 0: holds an office, volunteers nowhere
    organization: str = ""
    appointed: bool = False
    comes: float = 0.0  # to how many of the sessions of the city: 0.4 is nearly every other day
    care_mode: bool = False
    icon: str = "user"


CAST = [
    Member(
        "lin", "林小雨", _("volunteer with three stars"),
        _("Find an activity near you, sign up, look at your record, take a certificate with you."),
        role="member", age=28, organization="珠江志愿服务队", comes=0.42, icon="heart-handshake",
    ),
    Member(
        "qiao", "乔一鸣", _("new volunteer"),
        _("See which activities suit you and why some do not; get a place and put it in your calendar."),
        age=35, icon="sprout",
    ),
    Member(
        "mei", "梅子晴", _("volunteer, fifteen years old"),
        _("Try an activity with a minimum age. Her guardian has agreed by link."),
        age=15, comes=0.02, icon="school",
    ),
    Member(
        "hua", "华淑贞", _("volunteer, seventy, in care mode"),
        _("Large type, fewer choices. Show the card and change points for rice."),
        age=70, comes=0.2, care_mode=True, icon="heart",
    ),
    Member(
        "chen", "陈大文", _("team leader"),
        _("Publish a copied activity, put the rotating code on the screen, tick the roster."),
        role="leader", age=41, organization="珠江志愿服务队", comes=0.08, icon="megaphone",
    ),
    Member(
        "zhou", "周静怡", _("record keeper"),
        _("Confirm the hours that wait, adjust one with a reason. Never your own."),
        role="recorder", age=46, organization="珠江志愿服务队", comes=0.05, icon="clipboard-check",
    ),
    Member(
        "fang", "方志华", _("organisation administrator"),
        _("Look after members, projects and activities of one organisation."),
        role="administrator", organization="珠江志愿服务队", icon="building-2",
    ),
    Member(
        "wu", "吴敏仪", _("operator of the Guangzhou sub-station"),
        _("Approve an activity of more than eight hours a day, see the city's volunteers masked."),
        role="operator", region="440100", icon="map-pin",
    ),
    Member(
        "tan", "谭少芬", _("clerk of the love exchange store"),
        _("Hand over goods against a pickup code, count the stock."),
        role="clerk", icon="store",
    ),
    Member(
        "deng", "邓俊杰", _("team leader in Shenzhen"),
        _("See that another organisation's activities are not yours to know of."),
        role="leader", region="440303", organization="梧桐山志愿服务队", icon="flag",
    ),
    Member(
        "ma", "马永康", _("federation officer of the province"),
        _("Read and change the rules with an effective date; certify stars."),
        role="federation_officer", appointed=True, icon="landmark",
    ),
    Member(
        "he", "何锦辉", _("auditor"),
        _("Read the journal: who did what, when, under which rules. Change nothing."),
        role="auditor", appointed=True, icon="search",
    ),
    Member(
        "su", "苏宇航", _("platform administrator"),
        _("Keep the reference data; open the back office."),
        role="platform_administrator", appointed=True, icon="settings",
    ),
]  # fmt: skip
