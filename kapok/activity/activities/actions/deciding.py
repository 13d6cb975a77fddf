"""Who gets a place: one batch of wishes, decided under the advisory locks of their activities."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.http import Http404
from psycopg.types.range import Range

from kapok.activity.activities import locks
from kapok.activity.activities.actions import waiting
from kapok.activity.activities.actions.counting import count
from kapok.activity.activities.actions.desk import Outcome, Wish
from kapok.activity.activities.eligibility import (
    CLASH,
    NotEligible,
    Person,
    Place,
    judge,
    people,
    places,
)
from kapok.activity.activities.models import SignUp, SignUpState
from kapok.core import journal
from kapok.organization.volunteers.models import Volunteer

# Rows go in by volunteer, so that two batches meet the clash check of the same people in one order
# and cannot wait for each other. A clash with a place given elsewhere this moment leaves the row
# out.
INSERT = """
INSERT INTO activities_signup
    (id, activity_id, position_id, volunteer_id, state, reason, served, queued, asked_at,
     decided_at, policies)
SELECT w.id, w.activity, w.position, w.volunteer, w.state, '', w.served::tstzrange, w.queued,
       w.asked, w.asked, string_to_array(w.policies, ' ')
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::bigint[],
            %s::timestamptz[], %s::text[])
     AS w (id, activity, position, volunteer, state, served, queued, asked, policies)
ORDER BY w.volunteer
ON CONFLICT DO NOTHING
RETURNING id
"""


@dataclass
class Asked:
    """A wish with what was found about it."""

    wish: Wish
    place: Place
    person: Person | None


@transaction.atomic
def decide(wishes: Sequence[Wish]) -> list[Outcome]:
    """The answer to each wish, in order: a sign-up that is confirmed or waiting, or why not."""
    locks.hold(wish.activity_id for wish in wishes)
    found = places({wish.position_id for wish in wishes})
    standing = [wish for wish in wishes if _stands(wish, found)]
    who = _who(standing)
    outcomes: dict[Wish, Outcome] = {}
    for turn in _turns(standing, found, who):
        asked = _with_facts(turn, found, who)
        fresh = [each for each in asked if not _answered(each, outcomes)]
        outcomes |= _give(fresh)
    return [outcomes.get(wish) or Http404() for wish in wishes]


def _turns(wishes: Sequence[Wish], found: Mapping[UUID, Place], who: Mapping[Wish, UUID | None]) -> list[list[Wish]]:
    """Nearly always one turn. Somebody who asks for projects that exclude each other (BR-36) is judged
    again after each answer, and no other process decides about them meanwhile.
    """
    excluding = [person for wish in wishes if found[wish.position_id].exclusive and (person := who[wish])]
    if not excluding:
        return [list(wishes)]
    locks.hold(excluding)
    turns: list[list[Wish]] = []
    seen: Counter[UUID | None] = Counter()
    for wish in wishes:
        number = seen[who[wish]]
        seen[who[wish]] += 1
        if number == len(turns):
            turns.append([])
        turns[number].append(wish)
    return turns


def _stands(wish: Wish, found: Mapping[UUID, Place]) -> bool:
    place = found.get(wish.position_id)
    return place is not None and place.activity_id == wish.activity_id


def _with_facts(wishes: Sequence[Wish], found: Mapping[UUID, Place], who: Mapping[Wish, UUID | None]) -> list[Asked]:
    if not wishes:
        return []
    pairs = [(found[wish.position_id], who[wish]) for wish in wishes]
    everybody = people(pairs, wishes[0].at)
    return [Asked(wish, place, person) for wish, (place, _id), person in zip(wishes, pairs, everybody, strict=True)]


def _who(wishes: Sequence[Wish]) -> dict[Wish, UUID | None]:
    """The volunteer each wish is for: named, or whoever asks."""
    own = _volunteers([wish.by_id for wish in wishes if wish.volunteer_id is None])
    return {wish: wish.volunteer_id or own.get(wish.by_id) for wish in wishes}


def _volunteers(user_ids: Sequence[UUID | None]) -> dict[UUID | None, UUID]:
    """Who the people are that ask for themselves."""
    if not user_ids:
        return {}
    rows = Volunteer.objects.filter(user__in=user_ids)
    return dict(rows.values_list("user_id", "pk"))


def _answered(each: Asked, outcomes: dict[Wish, Outcome]) -> bool:
    """A second click finds the first one's sign-up; whoever may not take the place learns why."""
    if each.person and each.person.signup_id:
        outcomes[each.wish] = SignUp.objects.get(pk=each.person.signup_id)
        return True
    reasons = judge(each.place, each.person, each.wish.at)
    if reasons:
        outcomes[each.wish] = NotEligible(reasons)
    return bool(reasons)


def _give(fresh: Sequence[Asked]) -> dict[Wish, Outcome]:
    if not fresh:
        return {}
    signups: dict[tuple[UUID, UUID], SignUp] = {}
    numbers = _queue_numbers(len(fresh))
    for each, queued in zip(fresh, numbers, strict=True):
        if _key(each) not in signups:
            signups[_key(each)] = _signup(each, queued)
    written = _insert(list(signups.values()))
    stood = {key: row for key, row in signups.items() if row.pk in written}
    count([row.position_id for row in stood.values() if row.state == SignUpState.CONFIRMED])
    _tell(fresh, stood)
    if len(stood) < len(signups):
        _hand_on([row for row in signups.values() if row.pk not in written], fresh[0].wish.at)
    return {each.wish: stood.get(_key(each)) or NotEligible([CLASH]) for each in fresh}


def _key(each: Asked) -> tuple[UUID, UUID]:
    assert each.person  # whoever is nobody was refused before
    return each.person.id, each.place.id


def _queue_numbers(number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('activities_signup_queued') FROM generate_series(1, %s)", [number])
        return sorted(value for (value,) in cursor.fetchall())


def _signup(each: Asked, queued: int) -> SignUp:
    wish, place = each.wish, each.place
    confirmed = place.free > 0
    place.taken_now += confirmed
    return SignUp(
        activity_id=wish.activity_id,
        position_id=wish.position_id,
        volunteer_id=_key(each)[0],
        state=SignUpState.CONFIRMED if confirmed else SignUpState.WAITLISTED,
        served=Range(place.starts_at, place.ends_at),
        queued=queued,
        asked_at=wish.at,
        decided_at=wish.at,
        policies=place.pins(wish.at),
    )


def _insert(rows: Sequence[SignUp]) -> set[UUID]:
    columns: list[list] = [
        [row.pk for row in rows],
        [row.activity_id for row in rows],
        [row.position_id for row in rows],
        [row.volunteer_id for row in rows],
        [row.state for row in rows],
        [f"[{row.served.lower.isoformat()},{row.served.upper.isoformat()})" for row in rows],
        [row.queued for row in rows],
        [row.asked_at for row in rows],
        [" ".join(row.policies) for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, columns)
        return {key for (key,) in cursor.fetchall()}


def _tell(fresh: Sequence[Asked], stood: Mapping[tuple[UUID, UUID], SignUp]) -> None:
    told = {_key(each): each for each in reversed(fresh)}
    journal.write_many(
        journal.Entry(
            verb=f"signup.{row.state}",
            about=("signup", row.pk),
            by=told[key].wish.by_id,
            at=row.asked_at,
            person=row.volunteer_id,
            organization=told[key].place.organization_id,
            payload={"activity_id": str(row.activity_id), "position_id": str(row.position_id)},
            policies=row.policies,
        )
        for key, row in stood.items()
    )


def _hand_on(left_out: Sequence[SignUp], at: datetime) -> None:
    """A place meant for somebody who clashed goes to whoever waits for it, perhaps in this very
    batch.
    """
    for position_id in {row.position_id for row in left_out}:
        waiting.fill(position_id, at=at)
