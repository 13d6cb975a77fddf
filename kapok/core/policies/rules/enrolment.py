from django.utils.translation import gettext_lazy as _

from kapok.core.policies.rules.rule import Kind, Rule, Theme, Tighten
from kapok.core.policies.rules.shapes import Choice, Flag, Several, Whole, Wholes

_THEME = Theme.ENROLMENT
_FIELDS = {
    "name": _("full name"),
    "sex": _("sex"),
    "birth_date": _("birth date"),
    "id_type": _("identity document type"),
    "id_number": _("identity document number"),
    "residence": _("place of residence"),
    "contact": _("contact"),
    "skills": _("skills"),
    "service_fields": _("service fields"),
}

RULES = [
    Rule(
        id="BR-01", key="enrolments_per_person", theme=_THEME, kind=Kind.PLT, source="C1, W27",
        title=_("Enrolments per natural person"),
        meaning=_("One person, one enrolment: a document number can be enrolled once."),
        shape=Whole(1, 1), default=1,
    ),
    Rule(
        id="BR-02", key="enrolment_required_fields", theme=_THEME, kind=Kind.LAW, tighten=Tighten.MORE,
        source="Order 67 Art 5",
        title=_("What a volunteer's basic record must hold"),
        meaning=_("A record without these is not a valid basic record of a volunteer."),
        shape=Several(_FIELDS), default=list(_FIELDS),
    ),
    Rule(
        id="BR-03", key="service_fields_per_volunteer", theme=_THEME, kind=Kind.PLT, source="C2",
        title=_("Service fields a volunteer chooses"),
        meaning=_("Fewest and most of the eighteen service fields that one volunteer may choose."),
        shape=Wholes(2, 1, 18), default=[1, 4],
    ),
    Rule(
        id="BR-04", key="independent_enrolment_age", theme=_THEME, kind=Kind.STD, unit=_("years old"), source="W8",
        title=_("Age of enrolling on one's own"),
        meaning=_("From this age a person enrols without a guardian."),
        shape=Whole(14, 21), default=18,
    ),
    Rule(
        id="BR-05", key="guardian_consent_below", theme=_THEME, kind=Kind.STD, unit=_("years old"), source="W8",
        title=_("Guardian's consent below this age"),
        meaning=_("An enrolment below this age waits for a guardian to agree by their own link."),
        shape=Whole(14, 21), default=18, tighten=Tighten.UP,
    ),
    Rule(
        id="BR-05b", key="child_data_below", theme=_THEME, kind=Kind.LAW, unit=_("years old"), source="PIPL Art 28, 31",
        title=_("A child's data below this age"),
        meaning=_("Data of people below this age are sensitive and stand under special processing rules."),
        shape=Whole(14, 18), default=14, tighten=Tighten.UP,
    ),
    Rule(
        id="BR-06", key="minimum_age", theme=_THEME, kind=Kind.PLT, unit=_("years old"), source="W9, W41",
        title=_("Youngest volunteer"),
        meaning=_("Nobody below this age can enrol."),
        shape=Whole(3, 18), default=10, tighten=Tighten.UP,
    ),
    Rule(
        id="BR-06b", key="accompanied_below", theme=_THEME, kind=Kind.PLT, unit=_("years old"), source="W9",
        title=_("Accompanied by a guardian below this age"),
        meaning=_("Below this age a volunteer serves only together with a guardian."),
        shape=Whole(3, 18), default=14, tighten=Tighten.UP,
    ),
    Rule(
        id="BR-07", key="minors_barred_from_danger", theme=_THEME, kind=Kind.LAW, tighten=Tighten.ON,
        source="Zhejiang 2018, Shandong 2021",
        title=_("Minors are kept from dangerous service"),
        meaning=_("Rescue and other dangerous positions do not open to anybody under 18."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-08", key="administrator_minimum_age", theme=_THEME, kind=Kind.PLT, unit=_("years old"), source="W16",
        title=_("Youngest organisation administrator"),
        meaning=_("Whoever administers an organisation has reached this age."),
        shape=Whole(16, 30), default=18, tighten=Tighten.UP,
    ),
    Rule(
        id="BR-09", key="members_per_administrator", theme=_THEME, kind=Kind.PLT, unit=_("people"), source="W41",
        title=_("Members for each administrator"),
        meaning=_("An organisation may name one administrator for each so many members."),
        shape=Whole(1, 10_000), default=100,
    ),
    Rule(
        id="BR-09b", key="administrators_per_organization", theme=_THEME, kind=Kind.PLT, unit=_("people"),
        source="W41",
        title=_("Most administrators of one organisation"),
        meaning=_("However large the organisation is, it has no more administrators than this."),
        shape=Whole(1, 50), default=5,
    ),
    Rule(
        id="BR-10", key="organizations_per_volunteer", theme=_THEME, kind=Kind.PLT, unit=_("organisations"),
        source="W41",
        title=_("Organisations one volunteer may join"),
        meaning=_("A limit some cities set; the platform sets none."),
        shape=Whole(0, 100, zero_means=_("no limit")), default=0,
    ),
    Rule(
        id="BR-11", key="formal_number_scheme", theme=_THEME, kind=Kind.PLT, source="W9",
        title=_("Formal number only after a trial period"),
        meaning=_("Where this is on, the formal volunteer number waits for training and first service."),
        shape=Flag(), default=False,
    ),
    Rule(
        id="BR-11b", key="formal_number_training_hours", theme=_THEME, kind=Kind.PLT, unit=_("hours"), source="W9",
        title=_("Training before the formal number"),
        meaning=_("Hours of training asked for where the trial period is on."),
        shape=Whole(0, 100), default=2,
    ),
    Rule(
        id="BR-11c", key="formal_number_service_hours", theme=_THEME, kind=Kind.PLT, unit=_("hours"), source="W9",
        title=_("Service before the formal number"),
        meaning=_("Hours of service asked for where the trial period is on."),
        shape=Whole(0, 1000), default=10,
    ),
    Rule(
        id="BR-12", key="public_identifier", theme=_THEME, kind=Kind.STD, source="MZ/T 061-2015",
        title=_("How a volunteer is named in public"),
        meaning=_("By volunteer number, never by the number of an identity document."),
        shape=Choice({"volunteer_number": _("volunteer number")}), default="volunteer_number",
    ),
    Rule(
        id="BR-13", key="self_service_recovery", theme=_THEME, kind=Kind.DEF, source="W29",
        title=_("People recover their account themselves"),
        meaning=_("By a verified phone or e-mail and a check of identity; there is no default password."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-14", key="leaving_always_allowed", theme=_THEME, kind=Kind.LAW, tighten=Tighten.ON,
        source="Chongqing 2015 Art 11",
        title=_("Leaving an organisation is always allowed"),
        meaning=_("A volunteer may leave or withdraw at any time; their records stay."),
        shape=Flag(), default=True,
    ),
]  # fmt: skip
