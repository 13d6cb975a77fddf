from django.utils.translation import gettext_lazy as _

from kapok.core.policies.rules.rule import Kind, Rule, Theme, Tighten
from kapok.core.policies.rules.shapes import Choice, Flag, Row, Whole, Wholes

_LEVELS = {"county": _("county"), "city": _("city"), "province": _("province")}

RULES = [
    Rule(
        id="BR-60", key="star_hours", theme=Theme.STARS, kind=Kind.STD, unit=_("hours"), source="W1, W5",
        title=_("Hours for one to five stars"),
        meaning=_("Effective service a volunteer needs for each star."),
        shape=Wholes(5, 1, 100_000, strictly=True), default=[100, 300, 600, 1000, 1500],
    ),
    Rule(
        id="BR-61", key="upper_tier_hours", theme=Theme.STARS, kind=Kind.PLT, unit=_("hours"), source="W6",
        title=_("Hours for five stars bronze, silver and gold"),
        meaning=_("Tiers above the fifth star."),
        shape=Wholes(3, 1, 100_000, strictly=True), default=[2000, 3000, 4000],
    ),
    Rule(
        id="BR-62", key="star_registration_months", theme=Theme.STARS, kind=Kind.PLT, unit=_("months"), source="W7",
        title=_("Time enrolled for one to five stars"),
        meaning=_("How long a volunteer has been enrolled before each star."),
        shape=Wholes(5, 0, 120), default=[6, 6, 12, 12, 24],
    ),
    Rule(
        id="BR-62b", key="upper_tier_community_hours", theme=Theme.STARS, kind=Kind.PLT, unit=_("hours"),
        source="W6",
        title=_("Community hours for the upper tiers"),
        meaning=_("Hours served in communities that bronze, silver and gold ask for."),
        shape=Wholes(3, 0, 10_000), default=[120, 150, 200],
    ),
    Rule(
        id="BR-63", key="star_certifiers", theme=Theme.STARS, kind=Kind.PLT, source="W6, W10",
        title=_("Who certifies one to five stars"),
        meaning=_("The level of the federation that certifies each star."),
        shape=Row(5, _LEVELS), default=["county", "county", "county", "city", "city"],
    ),
    Rule(
        id="BR-64", key="star_publicity_days", theme=Theme.STARS, kind=Kind.STD, unit=_("days"), source="W2, W5",
        title=_("Publicity before a star is certified"),
        meaning=_("So long a star stands open to objection before it is certified."),
        shape=Whole(0, 60), default=7, tighten=Tighten.UP,
    ),
    Rule(
        id="BR-65", key="points_per_hour", theme=Theme.POINTS, kind=Kind.PLT, unit=_("points"), source="W16, W37",
        title=_("Points for an hour"),
        meaning=_("What one hour of credit service earns. Honour hours earn none. Hours themselves are never spent."),
        shape=Whole(0, 100), default=1,
    ),
    Rule(
        id="BR-66", key="first_redemption_hours", theme=Theme.POINTS, kind=Kind.PLT, unit=_("hours"), source="W37",
        title=_("Hours before the first exchange"),
        meaning=_("Who has served less cannot exchange points yet. Guangzhou asks for one star, Changsha for 5 hours."),
        shape=Whole(0, 10_000), default=100,
    ),
    Rule(
        id="BR-67", key="points_expiry", theme=Theme.POINTS, kind=Kind.PLT, source="W37",
        title=_("When points expire"),
        meaning=_("Never, or on the last day of each year."),
        shape=Choice({"never": _("never"), "year_end": _("on 31 December")}), default="never",
    ),
    Rule(
        id="BR-68", key="time_bank_cap_hours", theme=Theme.POINTS, kind=Kind.PLT, unit=_("hours"), source="W37",
        title=_("Most hours kept in a time bank"),
        meaning=_("What goes beyond is given away or counts for honour."),
        shape=Whole(0, 100_000, zero_means=_("no limit")), default=1500,
    ),
    Rule(
        id="BR-69", key="redemptions_per_hour", theme=Theme.POINTS, kind=Kind.PLT, source="W37",
        title=_("How often an hour can be exchanged"),
        meaning=_("The points of an hour are spent once."),
        shape=Whole(1, 1), default=1,
    ),
    Rule(
        id="BR-70", key="pickup_code_uses", theme=Theme.POINTS, kind=Kind.PLT, source="W37",
        title=_("Uses of a pickup code"),
        meaning=_("Made by the system, different each time, good for one pickup."),
        shape=Whole(1, 1), default=1,
    ),
    Rule(
        id="BR-71", key="group_time_only_donated", theme=Theme.POINTS, kind=Kind.PLT, source="W37",
        title=_("A group's time can only be given away"),
        meaning=_("Time that stands in a group's name is never exchanged for goods."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-72", key="negative_balance_freezes", theme=Theme.POINTS, kind=Kind.DEF, source="",
        title=_("A negative balance freezes exchange"),
        meaning=_("Points of a void record are taken back, below zero if need be; exchange waits until it is made good."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-73", key="reservation_days", theme=Theme.POINTS, kind=Kind.DEF, unit=_("days"), source="",
        title=_("A reserved item is kept for"),
        meaning=_("Points and stock are held so long for the pickup; then both are released."),
        shape=Whole(1, 90), default=7,
    ),
    Rule(
        id="BR-74", key="points_are_not_money", theme=Theme.POINTS, kind=Kind.LAW, tighten=Tighten.ON,
        source="Order 685 Art 2; Order 67 Art 16, 25",
        title=_("Points are not money"),
        meaning=_("Points never buy cash and cannot be bought."),
        shape=Flag(), default=True,
    ),
]  # fmt: skip
