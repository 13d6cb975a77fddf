"""Who came, how long they stayed, and what became a record. Journal lines are written with it, so points and
stars come from the readers, as in life."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.types.range import TimestamptzRange

from kapok.activity.activities.models import ActivitySession, Position, SignUp
from kapok.activity.attendance.models import Attendance, AttendanceEvent
from kapok.activity.records.models import ServiceRecord, VolunteerTotals
from kapok.core.common.ids import new_id
from kapok.core.journal.models import Line
from kapok.organization.volunteers.models import Volunteer
from kapok.testing.demo.copying import copy_in
from kapok.testing.demo.work import Plan
from kapok.testing.demo.world import ZONE, World

RULES = ["BR-34@default", "BR-45@default", "BR-46@default", "BR-50@default"]


@dataclass
class Rows:
    """Everything one pass over the plans makes, written table by table at the end."""

    signups: list[SignUp] = field(default_factory=list)
    events: list[AttendanceEvent] = field(default_factory=list)
    pairs: list[Attendance] = field(default_factory=list)
    records: list[ServiceRecord] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    totals: dict[UUID, VolunteerTotals] = field(default_factory=dict)

    def write(self) -> None:
        for rows in (self.signups, self.events, self.pairs, self.records, list(self.totals.values()), self.lines):
            copy_in(rows)


def make_hours(world: World, plans: list[Plan]) -> Rows:
    rows = Rows(totals={v.id: VolunteerTotals(volunteer=v) for v in world.volunteers})
    recorders = _recorders(world)
    for plan in plans:
        rows.lines.append(_published(plan))
        people = _pools(world, plan)
        for session, positions in _sittings(plan):
            comers = list(_comers(world, people, session, positions, plan))
            for volunteer, position in comers:
                signup = _signup(world, rows, plan, session, position, volunteer)
                if plan.over and world.rng.random() > 0.06:  # the rest did not show up
                    _served(world, rows, plan, session, position, signup, recorders)
                elif plan.activity.state == "in_progress" and world.rng.random() < 0.6:
                    _checked_in(world, rows, plan, session, signup)
        if not plan.over:
            _waiting(world, rows, plan)
    _count(plans, rows)
    rows.write()
    return rows


def _sittings(plan: Plan) -> Iterator[tuple[ActivitySession, list[Position]]]:
    for session in plan.sessions:
        yield session, [position for position in plan.positions if position.session_id == session.id]


def _pools(world: World, plan: Plan) -> tuple[list[Volunteer], list[float]]:
    pool = world.by_prefecture[world.prefecture_of(plan.activity.region_id)]
    return pool, [world.keenness[volunteer.id] for volunteer in pool]


def _comers(world, people, session, positions, plan) -> Iterator[tuple[Volunteer, Position]]:
    """Volunteers of the city, the keen ones more often; nobody twice on one day."""
    pool, keenness = people
    day = session.starts_at.astimezone(ZONE).date()
    for position in positions:
        share = world.rng.uniform(0.75, 1) if plan.over else world.rng.choice([0.2, 0.5, 0.8, 1.0])
        wanted = round(position.capacity * share)
        for volunteer in dict.fromkeys(world.rng.choices(pool, weights=keenness, k=wanted * 2)):
            if wanted == 0:
                break
            old_enough = not position.minimum_age or volunteer.age_on(day) >= position.minimum_age
            if (volunteer.id, day) not in world.busy and old_enough:
                world.busy.add((volunteer.id, day))
                wanted -= 1
                yield volunteer, position


def _signup(world: World, rows: Rows, plan: Plan, session, position, volunteer) -> SignUp:
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


def _waiting(world: World, rows: Rows, plan: Plan) -> None:
    """A few people on the waiting list of what is full."""
    pool, _ = _pools(world, plan)
    for position in plan.positions:
        if position.confirmed < position.capacity:
            continue
        session = next(s for s in plan.sessions if s.id == position.session_id)
        day = session.starts_at.astimezone(ZONE).date()
        for volunteer in world.rng.sample(pool, min(3, len(pool))):
            if (volunteer.id, day) not in world.busy:
                world.busy.add((volunteer.id, day))
                waiting = _signup(world, rows, plan, session, position, volunteer)
                waiting.state = "waitlisted"
                position.confirmed -= 1


def _served(world, rows: Rows, plan: Plan, session, position, signup: SignUp, recorders) -> None:
    rng = world.rng
    came = session.starts_at + timedelta(minutes=rng.randint(-12, 6))
    left = session.ends_at + timedelta(minutes=rng.randint(-9, 8))
    by_roster = rng.random() < 0.08
    mode = "leader_roster" if by_roster else rng.choice(["qr_rotating", "qr_rotating", "qr_personal"])
    _events(rows, session, signup, mode, came, left)
    pending = plan.activity.state == "settling" and (by_roster or rng.random() < 0.3)
    record = _record(plan, session, position, signup, mode, came, left)
    if pending or by_roster:
        record.state = "pending_confirmation"
    rows.records.append(record)
    rows.lines.append(_line("record.pending" if record.state != "effective" else "record.effective", record))
    if record.state == "effective":
        _add(rows, record)
    elif not pending:
        _confirmed(world, rows, record, recorders)


def _events(rows: Rows, session, signup: SignUp, mode: str, came: datetime, left: datetime | None) -> None:
    person = signup.volunteer_id
    for direction, at in (("in", came), ("out", left)):
        if at:
            rows.events.append(
                AttendanceEvent(volunteer_id=person, session=session, signup_id=signup.id, direction=direction,
                                mode=mode, at=at, received_at=at + timedelta(seconds=1), nonce=new_id())
            )  # fmt: skip
    rows.pairs.append(
        Attendance(
            volunteer_id=person,
            activity_id=signup.activity_id,
            session=session,
            signup_id=signup.id,
            present=TimestamptzRange(came, left),
            in_mode=mode,
            out_mode=mode if left else "",
            state="evaluated" if left else "opened",
        )
    )


def _checked_in(world: World, rows: Rows, plan: Plan, session, signup: SignUp) -> None:
    came = min(session.starts_at + timedelta(minutes=world.rng.randint(-10, 15)), world.now - timedelta(minutes=1))
    _events(rows, session, signup, "qr_rotating", came, None)


def _record(plan: Plan, session, position, signup: SignUp, mode: str, came: datetime, left: datetime) -> ServiceRecord:
    activity, organization = plan.activity, plan.activity.organization
    counted_from, counted_to = max(came, session.starts_at), min(left, session.ends_at)
    minutes = int((counted_to - counted_from).total_seconds() // 60)
    return ServiceRecord(
        volunteer_id=signup.volunteer_id,
        organization_id=organization.id,
        activity_id=activity.id,
        session_id=session.id,
        position_name=position.name,
        position_name_en=position.name_en,
        activity_name=activity.name,
        activity_name_en=activity.name_en,
        organization_name=organization.name,
        organization_name_en=organization.name_en,
        place=f"{activity.region.full_name} {activity.address}",
        region_code=activity.region_id,
        content=activity.content,
        content_en=activity.content_en,
        person_in_charge=activity.person_in_charge,
        service_day=session.starts_at.astimezone(ZONE).date(),
        served=TimestamptzRange(counted_from, counted_to),
        actual_minutes=minutes,
        service_minutes=minutes,
        record_class="credit",
        trust_class="C" if mode == "leader_roster" else "A",
        evidence=f"{mode}/{mode}",
        state="effective",
        due_on=activity.settle_by,
        policies=RULES,
        written_at=session.ends_at + timedelta(minutes=20),
    )


def _confirmed(world: World, rows: Rows, waiting: ServiceRecord, recorders: dict) -> None:
    """The next version: a record keeper vouched for it two days later."""
    at = waiting.written_at + timedelta(days=2)
    waiting.superseded_at = at
    fields = {f.attname: getattr(waiting, f.attname) for f in ServiceRecord._meta.concrete_fields}
    fields |= {
        "id": new_id(),
        "version": 2,
        "state": "effective",
        "decided_by_id": recorders.get(waiting.organization_id, waiting.organization_id),
        "written_at": at,
        "superseded_at": None,
    }
    record = ServiceRecord(**fields)
    rows.records.append(record)
    rows.lines.append(_line("record.confirmed", record))
    _add(rows, record)


def _recorders(world: World) -> dict[UUID, UUID]:
    river = next(o for o in world.organizations if o.name == "珠江志愿服务队")
    return {river.id: world.cast["zhou"].id}


def _add(rows: Rows, record: ServiceRecord) -> None:
    totals = rows.totals[record.volunteer_id]
    totals.credit_minutes += record.service_minutes
    totals.records += 1
    totals.last_served_on = max(filter(None, [totals.last_served_on, record.service_day]))


def _line(verb: str, record: ServiceRecord) -> Line:
    return Line(
        at=record.written_at,
        verb=verb,
        by_id=record.decided_by_id,
        about_type="servicerecord",
        about_id=record.uid,
        person_id=record.volunteer_id,
        organization_id=record.organization_id,
        payload={
            "uid": str(record.uid),
            "version": record.version,
            "minutes": record.service_minutes,
            "class": record.record_class,
            "trust": record.trust_class,
            "evidence": record.evidence,
            "activity_id": str(record.activity_id),
        },
        policies=RULES,
    )


def _published(plan: Plan) -> Line:
    activity = plan.activity
    return Line(
        at=activity.published_at,
        verb="activity.published",
        about_type="activity",
        about_id=activity.id,
        organization_id=activity.organization_id,
        payload={"activity_id": str(activity.id)},
        policies=activity.policies,
    )


def _count(plans: list[Plan], rows: Rows) -> None:
    """Places taken, set-based, as the sign-up keeps them."""
    from django.db import connection

    taken = defaultdict(int)
    for signup in rows.signups:
        taken[signup.activity_id] += signup.state == "confirmed"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE activities_position p SET confirmed = given.n FROM unnest(%s::uuid[], %s::int[]) AS given(id, n) "
            "WHERE p.id = given.id",
            [[p.id for plan in plans for p in plan.positions], [p.confirmed for plan in plans for p in plan.positions]],
        )
        cursor.execute(
            "UPDATE activities_activity a SET taken = given.n FROM unnest(%s::uuid[], %s::int[]) AS given(id, n) "
            "WHERE a.id = given.id",
            [list(taken), list(taken.values())],
        )
        cursor.execute("SELECT setval('activities_signup_queued', %s)", [len(rows.signups) + 1])
