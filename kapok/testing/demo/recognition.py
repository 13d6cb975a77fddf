"""Points and stars of the demo's hours, as their readers would have written them on the day."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from kapok.core import policies
from kapok.core.common.ids import new_id
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.points.amounts import HUNDREDTHS, earned
from kapok.recognition.points.models import PointsAccount, PointsEntry, PointsTransaction
from kapok.recognition.stars.ladder import Ladder, day_of, ladder
from kapok.recognition.stars.models import StarGrade
from kapok.testing.demo.copying import copy_in, copy_rows
from kapok.testing.demo.records import Ledger, Told
from kapok.testing.demo.world import ZONE, World

TRANSACTION = ("id", "volunteer_id", "kind", "source", "at", "amount", "balance", "details", "policies")
ENTRY = ("volunteer_id", "id", "transaction_id", "account", "amount")
DAYS_TO_CERTIFY = [10, 14, 21, 35, 70, 150]  # offices differ


def make_points(world: World, rows: Ledger) -> None:
    rate = policies.get("points_per_hour", region="440000", at=world.now)
    per_hour, balances = rate.value * HUNDREDTHS, defaultdict(int)
    transactions: list[tuple] = []
    entries: list[tuple] = []
    for record in rows.effective:
        amount, person = earned(record.service_minutes, per_hour), record.volunteer_id
        balances[person] += amount
        details = {"name": record.activity_name, "name_en": record.activity_name_en,
                   "minutes": record.service_minutes, "per_hour": per_hour}  # fmt: skip
        source, key = f"record:{record.uid}:{record.version}", new_id()
        transactions.append((key, person, "earned", source, record.written_at, amount, balances[person],
                             Jsonb(details), [rate.version]))  # fmt: skip
        entries += [(person, new_id(), key, "volunteer", amount), (person, new_id(), key, "issuance", -amount)]
    accounts = [PointsAccount(volunteer_id=person, available=balance) for person, balance in balances.items()]
    copy_in(accounts)
    copy_rows(PointsTransaction, TRANSACTION, transactions)
    copy_rows(PointsEntry, ENTRY, entries)


def make_stars(world: World, rows: Ledger) -> None:
    """Each star on the day its hours and its months were together."""
    rules = ladder(region="440000", at=world.now)
    people, minutes, held = {v.id: v for v in world.volunteers}, defaultdict(int), defaultdict(int)
    grades: list[StarGrade] = []
    for record in rows.effective:
        person = record.volunteer_id
        minutes[person] += record.service_minutes
        if minutes[person] >= rules.steps[0].minutes:
            _reach(world, rows, rules, people[person], minutes[person], held, record.written_at, grades)
    copy_in(grades)


def _reach(
    world: World, rows: Ledger, rules: Ladder, person: Volunteer, minutes: int, held: dict[UUID, int], at: datetime,
    grades: list[StarGrade],
) -> None:  # fmt: skip
    reached = rules.reached(minutes, day_of(person.enrolled_at), at.astimezone(ZONE).date())
    for level in range(held[person.id] + 1, reached + 1):
        grade = StarGrade(volunteer=person, level=level, minutes=minutes, reached_at=at, policies=rules.pins)
        grades.append(grade)
        rows.lines.append(_told("star.reached", grade, at))
        held[person.id] = level
        decided = at + timedelta(days=world.rng.choice(DAYS_TO_CERTIFY))
        if decided < world.now:
            officer = world.cast["ma"]
            grade.state, grade.certified_at, grade.certified_by_id = "certified", decided, officer.id
            rows.lines.append(_told("star.certified", grade, grade.certified_at, by=officer.id))


def _told(verb: str, grade: StarGrade, at: datetime, by: Any = None) -> Told:
    payload = {"level": grade.level, "minutes": grade.minutes}
    return Told(at, verb, ("stargrade", grade.id), payload, grade.policies, by=by, person=grade.volunteer_id)
