"""What counts: service records, totals, the journal lines that tell of them, and the points and stars
that readers would make of the lines one by one. A rebuild from line one finds all of it as it is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from psycopg.types.json import Jsonb
from psycopg.types.range import TimestamptzRange

from kapok.activity.activities.models import Activity
from kapok.activity.records.lines import ABOUT, told
from kapok.activity.records.models import ServiceRecord, VolunteerTotals
from kapok.core.common.ids import new_id
from kapok.core.journal import readers
from kapok.core.journal.models import Cursor, Line, Position
from kapok.organization.volunteers.models import Volunteer
from kapok.testing.demo.copying import copy_in, copy_rows
from kapok.testing.demo.world import ZONE, World

RULES = ["BR-34@default", "BR-45@default", "BR-46@default", "BR-50@default"]
LINE = ("at", "id", "verb", "by_id", "about_type", "about_id", "person_id", "organization_id", "payload", "policies")
NEWS = timedelta(days=30)  # what is older is told to nobody


@dataclass
class Told:
    """A journal line before it has its place in time."""

    at: datetime
    verb: str
    about: tuple[str, UUID]
    payload: dict[str, Any]
    policies: list[str]
    by: UUID | None = None
    person: UUID | None = None
    organization: UUID | None = None

    def row(self, key: UUID) -> tuple[Any, ...]:
        payload = Jsonb(self.payload)
        return (self.at, key, self.verb, self.by, *self.about, self.person, self.organization, payload, self.policies)


@dataclass
class Ledger:
    world: World
    records: list[ServiceRecord] = field(default_factory=list)
    effective: list[ServiceRecord] = field(default_factory=list)
    lines: list[Told] = field(default_factory=list)
    totals: dict[UUID, VolunteerTotals] = field(default_factory=dict)

    def published(self, activity: Activity) -> None:
        line = Told(activity.published_at, "activity.published", ("activity", activity.id),
                    {"project_id": str(activity.project_id)}, activity.policies, organization=activity.organization_id)  # fmt: skip
        self.lines.append(line)

    def record(self, plan, session, position, volunteer: Volunteer, mode: str, came: datetime, left: datetime) -> None:
        """Clean check-ins count at once; the leader's roster waits for a record keeper, who is two days slow."""
        by_roster = mode == "leader_roster"
        waits = by_roster or (plan.activity.state == "settling" and self.world.rng.random() < 0.3)
        record = _record(plan, session, position, volunteer, mode, came, left)
        record.state = "pending_confirmation" if waits else "effective"
        self._write(record, "record.pending" if waits else "record.effective")
        if waits and plan.activity.state != "settling":
            self._confirmed(record, volunteer)

    def _confirmed(self, waiting: ServiceRecord, volunteer: Volunteer) -> None:
        at = waiting.written_at + timedelta(days=2)
        keeper = next((u for u in self.world.staff[waiting.organization_id] if u.id != volunteer.user_id), None)
        if keeper is None:
            return
        waiting.superseded_at = at
        fields = {f.attname: getattr(waiting, f.attname) for f in ServiceRecord._meta.concrete_fields}
        fields |= {"id": new_id(), "version": 2, "state": "effective", "decided_by_id": keeper.id,
                   "written_at": at, "superseded_at": None}  # fmt: skip
        self._write(ServiceRecord(**fields), "record.confirmed")

    def _write(self, record: ServiceRecord, verb: str) -> None:
        self.records.append(record)
        line = Told(record.written_at, verb, (ABOUT, record.uid), told(record), RULES, by=record.decided_by_id,
                    person=record.volunteer_id, organization=record.organization_id)  # fmt: skip
        self.lines.append(line)
        if record.state == "effective":
            self.effective.append(record)

    def write(self) -> None:
        copy_in(self.records)
        self.effective.sort(key=lambda record: record.written_at)
        self.totals = {v.id: VolunteerTotals(volunteer_id=v.id) for v in self.world.volunteers}
        for record in self.effective:
            _add(self.totals[record.volunteer_id], record)
        copy_in(list(self.totals.values()))

    def write_lines(self) -> None:
        """In the order of time, so that who reads them by `seq` reads history."""
        self.lines.sort(key=lambda line: line.at)
        copy_rows(Line, LINE, [line.row(new_id()) for line in self.lines])


def readers_stand(world: World) -> None:
    """Points and stars are written already; old news is nobody's news."""
    last = Position.objects.aggregate(last=Max("seq"))["last"] or 0
    old = Position.objects.filter(line_at__lt=world.now - NEWS).aggregate(last=Max("seq"))["last"] or 0
    for name in readers.discover():
        seq = old if name == "notices" else last
        Cursor.objects.update_or_create(reader=name, defaults={"seq": seq, "moved_at": world.now})


def _add(totals: VolunteerTotals, record: ServiceRecord) -> None:
    totals.credit_minutes += record.service_minutes
    totals.records += 1
    totals.last_served_on = max(filter(None, [totals.last_served_on, record.service_day]))


def _record(plan, session, position, volunteer: Volunteer, mode: str, came: datetime, left: datetime) -> ServiceRecord:
    activity, organization = plan.activity, plan.activity.organization
    counted_from, counted_to = max(came, session.starts_at), min(left, session.ends_at)
    minutes = int((counted_to - counted_from).total_seconds() // 60)
    return ServiceRecord(
        volunteer_id=volunteer.id,
        volunteer_user_id=volunteer.user_id,
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
        due_on=activity.settle_by,
        policies=RULES,
        written_at=session.ends_at + timedelta(minutes=20),
    )
