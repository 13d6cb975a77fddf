from django.utils.translation import gettext_lazy as _

from kapok.core.policies.rules.rule import Kind, Rule, Theme, Tighten
from kapok.core.policies.rules.shapes import Choice, Flag, Several, Whole, Wholes

_THEME = Theme.ATTENDANCE
_PROOFS = {
    "stamped_list": _("stamped list of hours"),
    "photos": _("photos"),
    "sign_in_sheet": _("sign-in sheet"),
    "notice": _("recruitment notice"),
}
_NEVER = {
    "donations": _("donations"),
    "reposts": _("reposts"),
    "likes": _("likes"),
    "quizzes": _("quizzes"),
    "bonus": _("bonus hours"),
}

RULES = [
    Rule(
        id="BR-40", key="travel_excluded", theme=_THEME, kind=Kind.LAW, tighten=Tighten.ON,
        source="Order 67 Art 7; W1",
        title=_("Travel is not service time"),
        meaning=_("Service time is the actual time served, counted in hours, without the way there and back."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-41", key="pairs_per_day", theme=_THEME, kind=Kind.PLT, unit=_("pairs"), source="W13",
        title=_("Check-in and check-out pairs a day"),
        meaning=_("One person checks in and out at most so many times per activity and day."),
        shape=Whole(1, 20), default=3,
    ),
    Rule(
        id="BR-42", key="check_in_every_day", theme=_THEME, kind=Kind.PLT, source="W13",
        title=_("In and out on each day"),
        meaning=_("An activity of several days is checked in and out every day."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-43", key="self_location_minimum", theme=_THEME, kind=Kind.PLT, unit=_("people"), source="W14",
        title=_("Checking in by one's own location"),
        meaning=_("Only for activities of at least this size, and only when approved."),
        shape=Whole(1, 100_000), default=100,
    ),
    Rule(
        id="BR-44", key="fence_radii", theme=_THEME, kind=Kind.PLT, unit="m", source="C3",
        title=_("Radius of the place of service"),
        meaning=_("The distances an organiser may choose from for a check-in by location."),
        shape=Wholes(4, 50, 5000, strictly=True), default=[300, 500, 1000, 1500],
    ),
    Rule(
        id="BR-45", key="rounding", theme=_THEME, kind=Kind.PLT, source="Order 67 Art 7; W15",
        title=_("How minutes become hours"),
        meaning=_(
            "Actual minutes as they are, or half hours as Chongqing's platform counts: a rest up to 15 minutes "
            "is dropped, up to 44 is half an hour, from 45 on an hour."
        ),
        shape=Choice({"actual-1": _("actual minutes"), "half-hours-1": _("half hours")}), default="actual-1",
    ),
    Rule(
        id="BR-46", key="effective_on_check_out", theme=_THEME, kind=Kind.PLT, source="W14",
        title=_("Effective at check-out"),
        meaning=_("Hours inside the first daily band and without warning signs count at once."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-47", key="minimum_attendance_percent", theme=_THEME, kind=Kind.PLT, unit="%", source="W41",
        title=_("Least share of the session to count"),
        meaning=_("Who stayed for less of the session is given no hours."),
        shape=Whole(0, 100, zero_means=_("no minimum")), default=0,
    ),
    Rule(
        id="BR-48", key="overlap_refused", theme=_THEME, kind=Kind.DEF, source="",
        title=_("One person, one place at a time"),
        meaning=_("Two sessions at the same time cannot both be served."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-49", key="travel_speed_flag", theme=_THEME, kind=Kind.DEF, unit="km/h", source="",
        title=_("Travel too fast to be true"),
        meaning=_("Two check-ins that would need a faster journey are shown to a reviewer."),
        shape=Whole(20, 1000), default=120,
    ),
    Rule(
        id="BR-50", key="record_within_working_days", theme=_THEME, kind=Kind.LAW, tighten=Tighten.DOWN,
        unit=_("working days"), source="Order 67 Art 11",
        title=_("Recorded within"),
        meaning=_("Service is recorded within this time after the activity has ended."),
        shape=Whole(1, 60), default=10,
    ),
    Rule(
        id="BR-51", key="dispute_answer_working_days", theme=_THEME, kind=Kind.DEF, unit=_("working days"),
        source="Order 67 Art 13",
        title=_("A dispute is answered within"),
        meaning=_("The recorder answers a volunteer who disputes a record; the law says promptly."),
        shape=Whole(1, 60), default=5, tighten=Tighten.DOWN,
    ),
    Rule(
        id="BR-52", key="makeup_file_megabytes", theme=_THEME, kind=Kind.PLT, unit="MB", source="C1",
        title=_("Largest proof of a make-up entry"),
        meaning=_("A make-up entry needs a scan of proof of at most this size and a declaration of truth."),
        shape=Whole(1, 100), default=10,
    ),
    Rule(
        id="BR-53", key="makeup_class", theme=_THEME, kind=Kind.PLT, source="W16",
        title=_("Class of hours entered afterwards"),
        meaning=_("They count for honour, and earn no points."),
        shape=Choice({"honour": _("honour hours")}), default="honour",
    ),
    Rule(
        id="BR-54", key="green_channel_proofs", theme=_THEME, kind=Kind.PLT, source="W25",
        title=_("Proof for emergency service entered in bulk"),
        meaning=_("What an organisation may bring in the fixed window after an emergency."),
        shape=Several(_PROOFS), default=list(_PROOFS),
    ),
    Rule(
        id="BR-55", key="never_hours", theme=_THEME, kind=Kind.PLT, source="W13, C1",
        title=_("What never earns hours"),
        meaning=_("None of these is service time."),
        shape=Several(_NEVER), default=list(_NEVER), tighten=Tighten.MORE,
    ),
    Rule(
        id="BR-56", key="gift_of_time_needs_consent", theme=_THEME, kind=Kind.STD, source="W1, W37",
        title=_("Gifts of time only with consent"),
        meaning=_("Time passes to another person only when both agree."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-57", key="activity_hours_cap", theme=_THEME, kind=Kind.PLT, unit=_("hours"), source="W37",
        title=_("Most hours from one activity"),
        meaning=_("A cap that small schemes use; the platform sets none."),
        shape=Whole(0, 1000, zero_means=_("no limit")), default=0,
    ),
    Rule(
        id="BR-58", key="reminder_minutes", theme=_THEME, kind=Kind.PLT, unit=_("minutes"), source="W41",
        title=_("Reminders run every"),
        meaning=_("How often sessions about to begin or end are looked for."),
        shape=Whole(1, 60), default=5,
    ),
]  # fmt: skip
