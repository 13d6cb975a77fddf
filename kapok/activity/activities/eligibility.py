"""May this person take this position? The same answer before the button, at the button and when
a place comes free. One statement reads the facts of many (person, position) pairs at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kapok.activity.activities.models import Position
from kapok.activity.activities.rules import Rulebook, rulebook
from kapok.core.common.refusals import Refusal
from kapok.organization.volunteers.models import Skill, Volunteer

ADULT = 18
# Sign-up goes by the window, so a worker that lags behind the clock shuts nobody out.
OPEN_STATES = ("approved", "recruiting", "in_progress")

Minutes = Callable[[Sequence[UUID]], Mapping[UUID, int]]
_minutes: Minutes | None = None


def register_minutes(provider: Minutes) -> Minutes:
    """Records stand below this room: they tell us here how to learn people's service time."""
    global _minutes
    _minutes = provider
    return provider


@dataclass(frozen=True)
class Reason:
    """Why not: a stable code for programs and a sentence for the person."""

    code: str
    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


class NotEligible(Refusal):
    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__()
        self.reasons = list(reasons)

    def __str__(self) -> str:
        return " ".join(str(reason) for reason in self.reasons)

    @property
    def code(self) -> str:
        return self.reasons[0].code


@dataclass
class Place:
    """A position as sign-up sees it. `free` is counted down while a batch is decided."""

    id: UUID
    activity_id: UUID
    session_id: UUID
    capacity: int
    confirmed: int
    minimum_age: int | None
    maximum_age: int | None
    minimum_minutes: int
    starts_at: datetime
    ends_at: datetime
    state: str
    organization_id: UUID
    project_id: UUID
    region_id: str
    opens_at: datetime
    closes_at: datetime
    risky: bool
    skills: list[str]
    exclusive: bool
    taken_now: int = 0

    @property
    def free(self) -> int:
        return self.capacity - self.confirmed - self.taken_now

    @property
    def day(self) -> date:
        return timezone.localtime(self.starts_at).date()

    def rules(self, at: datetime) -> Rulebook:
        return rulebook(self.region_id, self.organization_id, at)

    def pins(self, at: datetime) -> list[str]:
        """The versions of the rules that decide who may come."""
        keys = [
            *(["minors_barred_from_danger"] if self.risky else []),
            *(["exclusive_projects_refused"] if self.exclusive else []),
        ]
        return self.rules(at).versions(*keys)


@dataclass
class Person:
    """A volunteer as one position sees them."""

    id: UUID
    birth_date: date
    enrolment: str
    skills: list[str]
    clash: bool
    excluded: bool
    signup_id: UUID | None
    minutes: int = field(default=0)

    def age_on(self, day: date) -> int:
        birth = self.birth_date
        return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


PLACES = """
SELECT p.id, p.activity_id, p.session_id, p.capacity, p.confirmed, p.minimum_age, p.maximum_age,
       p.minimum_minutes, s.starts_at, s.ends_at, a.state, a.organization_id, a.project_id,
       a.region_id, a.signup_opens_at, a.signup_closes_at, a.risky,
       ARRAY(SELECT k.skill_id FROM activities_position_skills k WHERE k.position_id = p.id),
       EXISTS (SELECT FROM projects_project_excludes x WHERE x.from_project_id = a.project_id)
FROM activities_position p
JOIN activities_activitysession s ON s.id = p.session_id
JOIN activities_activity a ON a.id = p.activity_id
WHERE p.id = ANY(%s)
"""

PEOPLE = """
SELECT w.pair, v.id, v.birth_date, e.state,
       ARRAY(SELECT k.skill_id FROM volunteers_volunteer_skills k
             WHERE w.skilled AND k.volunteer_id = v.id),
       EXISTS (SELECT FROM activities_signup c
               WHERE c.volunteer_id = v.id AND c.state = 'confirmed'
                 AND c.served && w.served AND c.position_id <> w.position),
       w.exclusive AND EXISTS (
           SELECT FROM activities_signup c
           JOIN activities_activity a ON a.id = c.activity_id
           JOIN projects_project_excludes x
             ON x.to_project_id = a.project_id AND x.from_project_id = w.project
           WHERE c.volunteer_id = v.id AND c.state IN ('applied', 'confirmed', 'waitlisted')
             AND a.ends_at > w.at),
       (SELECT c.id FROM activities_signup c
        WHERE c.volunteer_id = v.id AND c.position_id = w.position
          AND c.state IN ('applied', 'confirmed', 'waitlisted'))
FROM unnest(%s::int[], %s::uuid[], %s::uuid[], %s::uuid[], %s::tstzrange[], %s::bool[], %s::bool[],
            %s::timestamptz[])
     AS w (pair, volunteer, position, project, served, skilled, exclusive, at)
JOIN volunteers_volunteer v ON v.id = w.volunteer
JOIN volunteers_volunteerenrolment e ON e.volunteer_id = v.id
"""


def places(position_ids: Iterable[UUID]) -> dict[UUID, Place]:
    with connection.cursor() as cursor:
        cursor.execute(PLACES, [list(position_ids)])
        return {row[0]: Place(*row) for row in cursor.fetchall()}


def people(pairs: Sequence[tuple[Place, UUID | None]], at: datetime) -> list[Person | None]:
    """The person of each (place, volunteer id) pair, in their order; None where nobody is
    enrolled.
    """
    served = [f"[{place.starts_at.isoformat()},{place.ends_at.isoformat()})" for place, _id in pairs]
    columns: list[list] = [
        list(range(len(pairs))),
        [volunteer_id for _place, volunteer_id in pairs],
        [place.id for place, _id in pairs],
        [place.project_id for place, _id in pairs],
        served,
        [bool(place.skills) for place, _id in pairs],
        [place.exclusive for place, _id in pairs],
        [at] * len(pairs),
    ]
    found: list[Person | None] = [None] * len(pairs)
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, columns)
        for pair, *facts in cursor.fetchall():
            found[pair] = Person(*facts)
    _add_minutes(pairs, found)
    return found


def _add_minutes(pairs: Sequence[tuple[Place, UUID | None]], found: Sequence[Person | None]) -> None:
    asked = [person for (place, _id), person in zip(pairs, found, strict=True) if person and place.minimum_minutes]
    if asked and _minutes:
        served = _minutes([person.id for person in asked])
        for person in asked:
            person.minutes = served.get(person.id, 0)


NOT_PUBLIC = Reason("activity_not_public", _("This activity is not open to sign-ups."))
NOT_OPEN_YET = Reason("not_open_yet", _("Sign-up has not opened yet."))
WINDOW_CLOSED = Reason("window_closed", _("Sign-up has closed."))
SESSION_STARTED = Reason("session_started", _("This session has already begun."))
NO_ENROLMENT = Reason("no_enrolment", _("Enrol as a volunteer first; it takes a few minutes."))
GUARDIAN = Reason("guardian_consent_missing", _("Your guardian has not agreed to your enrolment yet."))
NOT_ACTIVE = Reason("enrolment_not_active", _("Your enrolment as a volunteer is not active."))
MINORS = Reason("minors_barred", _("People under 18 may not take part in dangerous service."))
EXCLUDED = Reason(
    "excluded_project",
    _("You have signed up for a project that excludes this one. Cancel that one first."),
)
CLASH = Reason("own_clash", _("You already have a place somewhere else at this time. Cancel that one first."))


def window_reasons(place: Place, at: datetime) -> list[Reason]:
    """What the clock and the activity's state say, whoever asks."""
    if place.state == "recruiting_closed":
        return [WINDOW_CLOSED]
    if place.state not in OPEN_STATES:
        return [NOT_PUBLIC]
    if at >= place.starts_at:
        return [SESSION_STARTED]
    if at < place.opens_at:
        return [NOT_OPEN_YET]
    return [WINDOW_CLOSED] if at >= place.closes_at else []


def personal_reasons(place: Place, person: Person | None, at: datetime) -> list[Reason]:
    """What is asked of the person; still asked when a place comes free later."""
    if person is None:
        return [NO_ENROLMENT]
    if person.enrolment == "pending_guardian":
        return [GUARDIAN]
    if person.enrolment != "active":
        return [NOT_ACTIVE]
    reasons = _age_reasons(place, person, at)
    missing = set(place.skills) - set(person.skills)
    if missing:
        reasons.append(_skills_missing(missing))
    if person.minutes < place.minimum_minutes:
        reasons.append(_minutes_missing(place.minimum_minutes - person.minutes))
    if person.excluded and place.rules(at).exclusive_projects_refused:
        reasons.append(EXCLUDED)
    if person.clash:
        reasons.append(CLASH)
    return reasons


def _age_reasons(place: Place, person: Person, at: datetime) -> list[Reason]:
    reasons, age = [], person.age_on(place.day)
    if place.minimum_age and age < place.minimum_age:
        sentence = ngettext("From %(age)s year of age on.", "From %(age)s years of age on.", place.minimum_age)
        reasons.append(Reason("too_young", sentence % {"age": place.minimum_age}))
    if place.maximum_age and age > place.maximum_age:
        sentence = ngettext("Up to %(age)s year of age.", "Up to %(age)s years of age.", place.maximum_age)
        reasons.append(Reason("too_old", sentence % {"age": place.maximum_age}))
    if place.risky and age < ADULT and place.rules(at).minors_barred_from_danger:
        reasons.append(MINORS)
    return reasons


def _skills_missing(codes: set[str]) -> Reason:
    from kapok.core.ui.words import local

    names = "、".join(local(skill, "name") for skill in Skill.objects.filter(pk__in=codes))
    return Reason("skills_missing", _("Skills asked for that your profile does not show: %s.") % names)


def _minutes_missing(minutes: int) -> Reason:
    from kapok.core.ui.words import hours

    return Reason("minutes_missing", _("Service time asked for beforehand: %s short.") % hours(minutes))


def judge(place: Place, person: Person | None, at: datetime) -> list[Reason]:
    return window_reasons(place, at) or personal_reasons(place, person, at)


def eligibility(position: Position, volunteer: Volunteer | None, at: datetime) -> list[Reason]:
    """Why `volunteer` may not sign up for `position` now; empty when nothing stands against it."""
    return eligibility_of([position.pk], volunteer, at)[position.pk]


def eligibility_of(position_ids: Sequence[UUID], volunteer: Volunteer | None, at: datetime) -> dict[UUID, list[Reason]]:
    """`eligibility` for every position of a page, in two statements."""
    found = places(position_ids)
    if volunteer is None:
        return {key: judge(place, None, at) for key, place in found.items()}
    pairs = [(place, volunteer.pk) for place in found.values()]
    everybody = people(pairs, at)
    return {place.id: judge(place, person, at) for (place, _id), person in zip(pairs, everybody, strict=True)}
