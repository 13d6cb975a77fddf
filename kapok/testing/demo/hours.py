"""Who signed up, who came, and when they left; `records` makes of it what counts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from psycopg.types.range import TimestamptzRange

from kapok.activity.activities.models import ActivitySession, Position, SignUp
from kapok.activity.attendance.models import Attendance, AttendanceEvent
from kapok.core.common.ids import new_id
from kapok.organization.volunteers.models import Volunteer
from kapok.testing.demo.copying import copy_in, copy_rows
from kapok.testing.demo.records import Ledger
from kapok.testing.demo.work import Plan
from kapok.testing.demo.world import ZONE, World

EVENT = ("volunteer_id", "id", "session_id", "signup_id", "direction", "mode", "at", "received_at", "nonce", "reason")
PAIR = ("volunteer_id", "id", "activity_id", "session_id", "signup_id", "present", "in_mode", "out_mode", "state",
        "closed_reason")  # fmt: skip
TAKEN = """
UPDATE activities_position p SET confirmed = given.n
FROM unnest(%s::uuid[], %s::int[]) AS given(id, n) WHERE p.id = given.id
"""
TAKEN_IN_ALL = """
UPDATE activities_activity a SET taken = given.n
FROM unnest(%s::uuid[], %s::int[]) AS given(id, n) WHERE a.id = given.id
"""


@dataclass
class Rows:
    """Everything one pass over the plans makes, written table by table at the end."""

    ledger: Ledger
    signups: list[SignUp] = field(default_factory=list)
    events: list[tuple] = field(default_factory=list)
    pairs: list[tuple] = field(default_factory=list)

    def write(self) -> None:
        copy_in(self.signups)
        copy_rows(AttendanceEvent, EVENT, self.events)
        copy_rows(Attendance, PAIR, self.pairs)
        self.ledger.write()


def make_hours(world: World, plans: list[Plan]) -> Rows:
    rows = Rows(Ledger(world))
    for plan in sorted(plans, key=lambda plan: plan.activity.state != "in_progress"):
        rows.ledger.published(plan.activity)
        pool = _pool(world, plan)
        for session, positions in _sittings(plan):
            for volunteer, position in list(_comers(world, pool, session, positions, plan)):
                signup = _signup(world, rows, plan, session, position, volunteer)
                _what_happened(world, rows, plan, session, position, signup, volunteer)
        if not plan.over:
            _waiting(world, rows, plan, pool)
    _count(plans, rows)
    rows.write()
    return rows


def _what_happened(world: World, rows: Rows, plan: Plan, session, position, signup: SignUp, volunteer) -> None:
    chance = world.rng.random()
    reliable = not world.keenness[volunteer.id]  # the cast and the regulars
    if plan.over and (reliable or chance > 0.06):  # the rest did not show up
        came, left, mode = _presence(world, session)
        _events(rows, session, signup, mode, came, left)
        rows.ledger.record(plan, session, position, volunteer, mode, came, left)
    elif plan.activity.state == "in_progress" and chance < 0.6 and not volunteer.user.is_demo:
        came = min(session.starts_at + timedelta(minutes=world.rng.randint(-10, 15)), world.now - timedelta(minutes=1))
        _events(rows, session, signup, "qr_rotating", came, None)


def _sittings(plan: Plan) -> Iterator[tuple[ActivitySession, list[Position]]]:
    for session in plan.sessions:
        yield session, [position for position in plan.positions if position.session_id == session.id]


def _pool(world: World, plan: Plan) -> tuple[list[Volunteer], list[float]]:
    pool = world.by_prefecture[world.prefecture_of(plan.activity.region_id)]
    return pool, [world.keenness[volunteer.id] for volunteer in pool]


def _comers(world: World, pool, session, positions, plan: Plan) -> Iterator[tuple[Volunteer, Position]]:
    """Volunteers of the city, its regulars first; nobody twice on one day."""
    day = session.starts_at.astimezone(ZONE).date()
    for position in positions:
        share = world.rng.uniform(0.75, 1) if plan.over else world.rng.choice([0.2, 0.5, 0.8, 1.0])
        wanted = round(position.capacity * share)
        drawn = world.rng.choices(pool[0], weights=pool[1], k=wanted * 2)
        for volunteer in dict.fromkeys([*_regulars(world, plan), *drawn]):
            if wanted == 0:
                break
            old_enough = not position.minimum_age or volunteer.age_on(day) >= position.minimum_age
            if (volunteer.id, day) not in world.busy and old_enough:
                world.busy.add((volunteer.id, day))
                wanted -= 1
                yield volunteer, position


def _regulars(world: World, plan: Plan) -> list[Volunteer]:
    """The cast have seats in what goes on today with Chen; what is to come they choose for themselves."""
    if plan.activity.state == "in_progress":
        chosen = ("lin.volunteer", "qiao.volunteer") if plan.activity.project.number == "P00000001" else ()
        return [world.cast[key] for key in chosen]
    city = world.regulars[world.prefecture_of(plan.activity.region_id)]
    return [person for person, often in city if (plan.over or not person.user.is_demo) and world.rng.random() < often]


def _signup(world: World, rows: Rows, plan: Plan, session, position, volunteer: Volunteer) -> SignUp:
    asked = plan.activity.published_at + timedelta(minutes=world.rng.randint(1, 4000))
    asked = min(asked, session.starts_at - timedelta(hours=1), world.now - timedelta(minutes=5))
    position.confirmed += 1
    signup = SignUp(
        activity=plan.activity,
        position=position,
        volunteer=volunteer,
        state="confirmed",
        served=TimestamptzRange(session.starts_at, session.ends_at),
        queued=len(rows.signups) + 1,
        asked_at=asked,
        decided_at=asked,
        policies=["BR-27@default", "BR-36@default"],
    )
    rows.signups.append(signup)
    return signup


def _waiting(world: World, rows: Rows, plan: Plan, pool: tuple[list[Volunteer], list[float]]) -> None:
    """A few people on the waiting list of what is full."""
    for position in plan.positions:
        if position.confirmed < position.capacity:
            continue
        session = next(s for s in plan.sessions if s.id == position.session_id)
        day = session.starts_at.astimezone(ZONE).date()
        for volunteer in world.rng.sample(pool[0], min(3, len(pool[0]))):
            if (volunteer.id, day) not in world.busy and not volunteer.user.is_demo:
                world.busy.add((volunteer.id, day))
                waiting = _signup(world, rows, plan, session, position, volunteer)
                waiting.state = "waitlisted"
                position.confirmed -= 1


def _presence(world: World, session: ActivitySession) -> tuple[datetime, datetime, str]:
    rng = world.rng
    came = session.starts_at + timedelta(minutes=rng.randint(-12, 6))
    left = session.ends_at + timedelta(minutes=rng.randint(-9, 8))
    by_roster = rng.random() < 0.08
    return came, left, "leader_roster" if by_roster else rng.choice(["qr_rotating", "qr_rotating", "qr_personal"])


def _events(rows: Rows, session, signup: SignUp, mode: str, came: datetime, left: datetime | None) -> None:
    person = signup.volunteer_id
    for direction, at in (("in", came), ("out", left)):
        if at:
            heard = at + timedelta(seconds=1)
            rows.events.append((person, new_id(), session.id, signup.id, direction, mode, at, heard, new_id(), ""))
    pair: tuple[Any, ...] = (
        person, new_id(), signup.activity_id, session.id, signup.id, TimestamptzRange(came, left), mode,
        mode if left else "", "evaluated" if left else "opened", "",
    )  # fmt: skip
    rows.pairs.append(pair)


def _count(plans: list[Plan], rows: Rows) -> None:
    """Places taken, set-based, as the sign-up keeps them."""
    taken: dict[Any, int] = defaultdict(int)
    for signup in rows.signups:
        taken[signup.activity_id] += signup.state == "confirmed"
    positions = [position for plan in plans for position in plan.positions]
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [[p.id for p in positions], [p.confirmed for p in positions]])
        cursor.execute(TAKEN_IN_ALL, [list(taken), list(taken.values())])
        cursor.execute("SELECT setval('activities_signup_queued', %s)", [len(rows.signups) + 1])
