from django.utils.translation import gettext_lazy as _

from kapok.core.policies.rules.rule import Kind, Rule, Theme, Tighten
from kapok.core.policies.rules.shapes import Flag, Several, Whole, Wholes

_THEME = Theme.PUBLISHING
_CONTENT = {
    "content": _("content of the service"),
    "conditions": _("conditions for volunteers"),
    "number": _("number of people"),
    "risk": _("risks that may arise"),
    "protection": _("protection offered"),
}
_EXCLUDED = {
    "own_job": _("one's own job, in working hours"),
    "internal": _("internal affairs of a unit or school, ordered attendance"),
    "personal": _("personal interest: elections of owners, internships, meetings, films, camps"),
    "no_public_purpose": _("no clear public purpose: team building, tours, rehearsals, audiences"),
    "paid": _("pay above the usual subsidy"),
    "false_hours": _("hours for gifts, clothes, reposts, likes or as a bonus"),
}
_AGREEMENT = {
    "high_risk": _("high risk to body or mind"),
    "three_months": _("three months or more full time"),
    "large_event": _("a large public event"),
    "outside_city": _("service outside the city"),
    "foreigners": _("foreigners take part"),
    "asked": _("a party asks for it"),
}

RULES = [
    Rule(
        id="BR-20", key="publish_before_start", theme=_THEME, kind=Kind.PLT, source="W13",
        title=_("Published before it starts"),
        meaning=_("Only an activity that has not begun can be published in the normal way."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-21", key="past_only_by_makeup", theme=_THEME, kind=Kind.PLT, source="W13",
        title=_("Past service only through the make-up channel"),
        meaning=_("Service that is over is entered with proof through the make-up channel, whatever it is called."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-22", key="project_name_length", theme=_THEME, kind=Kind.PLT, unit=_("characters"), source="C1",
        title=_("Longest name of a project"),
        meaning=_("Names beyond this length are refused."),
        shape=Whole(10, 200), default=50,
    ),
    Rule(
        id="BR-23", key="time_step_minutes", theme=_THEME, kind=Kind.PLT, unit=_("minutes"), source="W13",
        title=_("Precision of times"),
        meaning=_("Begin and end are given to the minute."),
        shape=Whole(1, 60), default=1,
    ),
    Rule(
        id="BR-24", key="activity_longest_days", theme=_THEME, kind=Kind.PLT, unit=_("days"), source="W13",
        title=_("Longest activity"),
        meaning=_("From the first session to the last one no more than this."),
        shape=Whole(1, 3660), default=365,
    ),
    Rule(
        id="BR-25", key="address_levels", theme=_THEME, kind=Kind.PLT, unit=_("levels"), source="W13, C1",
        title=_("Levels of division in an address"),
        meaning=_("Province, prefecture, county and town where they exist, with coordinates."),
        shape=Whole(2, 4), default=4,
    ),
    Rule(
        id="BR-26", key="categories_per_project", theme=_THEME, kind=Kind.PLT, unit=_("fields"), source="C1",
        title=_("Most service fields of one project"),
        meaning=_("A project names at most this many service fields."),
        shape=Whole(1, 18), default=4,
    ),
    Rule(
        id="BR-27", key="required_hours_range", theme=_THEME, kind=Kind.PLT, unit=_("hours"), source="C1",
        title=_("Hours a position may ask for beforehand"),
        meaning=_("If a position asks for experience, it asks for hours between these two."),
        shape=Wholes(2, 1, 10_000), default=[1, 1000],
    ),
    Rule(
        id="BR-28", key="publish_required_content", theme=_THEME, kind=Kind.LAW, tighten=Tighten.MORE,
        source="Order 685 Art 12; Chongqing 2015 Art 16",
        title=_("What a call for volunteers must state"),
        meaning=_("True, complete and in time: an activity without these cannot be published."),
        shape=Several(_CONTENT), default=list(_CONTENT),
    ),
    Rule(
        id="BR-29", key="excluded_classes", theme=_THEME, kind=Kind.LAW, tighten=Tighten.MORE,
        source="Order 67 Art 19; C1",
        title=_("What is not volunteer service"),
        meaning=_("The publisher confirms each time that the activity is none of these."),
        shape=Several(_EXCLUDED), default=list(_EXCLUDED),
    ),
    Rule(
        id="BR-30", key="recruit_inside_only", theme=_THEME, kind=Kind.PLT, source="W13",
        title=_("Recruiting on the platform only"),
        meaning=_("Hours are recorded only for people who signed up here."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-31", key="insurance_before_risk", theme=_THEME, kind=Kind.LAW, tighten=Tighten.ON,
        source="Order 685 Art 17",
        title=_("Insurance before a risky activity"),
        meaning=_("Where volunteers may come to harm, accident insurance is bought before publishing."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-32", key="agreement_triggers", theme=_THEME, kind=Kind.LAW, tighten=Tighten.MORE,
        source="Chongqing 2015 Art 21",
        title=_("When a written agreement is needed"),
        meaning=_("In each of these cases the volunteer and the organisation sign an agreement."),
        shape=Several(_AGREEMENT), default=list(_AGREEMENT),
    ),
    Rule(
        id="BR-33", key="emergency_names_command", theme=_THEME, kind=Kind.LAW, tighten=Tighten.ON,
        source="Order 685 Art 24",
        title=_("Emergency service names its command body"),
        meaning=_("In an emergency volunteers serve under the command body that the activity names."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-34", key="daily_hours_bands", theme=_THEME, kind=Kind.PLT, unit=_("hours"), source="W14",
        title=_("Hours per person and day: who approves"),
        meaning=_(
            "Up to the first number the organisation approves itself; up to the second its parent "
            "organisation does; beyond it the province does."
        ),
        shape=Wholes(2, 1, 24, strictly=True), default=[8, 12],
    ),
    Rule(
        id="BR-35", key="join_code_digits", theme=_THEME, kind=Kind.PLT, unit=_("digits"), source="C1",
        title=_("Longest joining code"),
        meaning=_("Whoever knows an activity's numeric code joins without review."),
        shape=Whole(4, 8), default=6,
    ),
    Rule(
        id="BR-36", key="exclusive_projects_refused", theme=_THEME, kind=Kind.PLT, source="C1",
        title=_("Projects that exclude each other"),
        meaning=_("Who has signed up for one of them cannot sign up for another."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-37", key="suspended_team_stops_projects", theme=_THEME, kind=Kind.PLT, source="C1",
        title=_("A suspended team's projects stay closed"),
        meaning=_("While a team is suspended none of its projects can be opened."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-38", key="daily_subsidy_normal", theme=_THEME, kind=Kind.PLT, unit=_("yuan a day"), source="C1",
        title=_("Usual subsidy for meals and travel"),
        meaning=_("Up to this amount a subsidy needs no explanation."),
        shape=Whole(0, 1000), default=50,
    ),
    Rule(
        id="BR-38b", key="daily_subsidy_excluded", theme=_THEME, kind=Kind.PLT, unit=_("yuan a day"), source="C1",
        title=_("Subsidy that counts as pay"),
        meaning=_("From this amount on the activity is paid work and is not recorded."),
        shape=Whole(1, 10_000), default=200,
    ),
]  # fmt: skip
