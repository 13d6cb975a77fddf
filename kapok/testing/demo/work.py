"""Projects, and activities around today: some over, some going on, some to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kapok.activity.activities.models import (
    Activity,
    ActivitySession,
    ExcludedClassAcknowledgement,
    Position,
)
from kapok.activity.projects.models import BeneficiaryGroup, Project
from kapok.core.common.workdays import expected
from kapok.organization.organizations.models import Organization
from kapok.testing.demo import texts
from kapok.testing.demo.copying import copy_in, copy_links
from kapok.testing.demo.texts import Template
from kapok.testing.demo.world import ZONE, World

PROJECTS = 140
HISTORY_DAYS = 440
CANTEENS, CANTEEN_DAYS = 5, 60
WORKING_DAYS = 10  # BR-50


@dataclass
class Plan:
    """An activity with its sessions and positions, before anybody signs up."""

    activity: Activity
    template: Template
    sessions: list[ActivitySession]
    positions: list[Position]

    @property
    def over(self) -> bool:
        return self.activity.state in ("closed", "settling")


def make_projects(world: World) -> list[tuple[Project, Template]]:
    BeneficiaryGroup.objects.bulk_create(
        BeneficiaryGroup(code=code, name=name, name_en=name_en, position=place)
        for place, (code, name, name_en) in enumerate(texts.BENEFICIARIES)
    )
    hosts = _by_weight(world)
    made = []
    for number in range(PROJECTS):
        organization = hosts[number % len(hosts)]
        template = texts.TEMPLATES[(number * 7 + number // len(hosts)) % len(texts.TEMPLATES)]
        made.append((_project(world, organization, template, number), template))
    copy_in([project for project, _ in made])
    copy_links(Project.service_fields.through, [(p.id, t.field) for p, t in made])
    copy_links(Project.beneficiary_groups.through, [(p.id, t.beneficiaries) for p, t in made])
    return made


def _by_weight(world: World) -> list[Organization]:
    """Organisations, each as often as its share of a city as large as that."""
    largest = max(world.weights.values())
    cities = [world.prefecture_of(organization.region_id) for organization in world.organizations[1:]]
    hosts = []
    for organization, city in zip(world.organizations[1:], cities, strict=True):
        share = 10 * world.weights.get(city, largest // 4) / largest / cities.count(city)
        hosts += [organization] * max(1, round(share))
    world.rng.shuffle(hosts)
    river = world.organizations[2]
    return [river] * 4 + hosts


def _project(world: World, organization: Organization, template: Template, number: int) -> Project:
    place, place_en = _short(organization)
    return Project(
        organization=organization,
        team=world.rng.choice(world.teams[organization.id]),
        number=f"P{number + 1:08d}",
        name=f"{place}{template.name}",
        name_en=f"{template.name_en}, {place_en}",
        description=f"{template.does}项目由{organization.name}长期组织，每月开展，欢迎固定参与。",
        description_en=f"{template.does_en} Run by {organization.name_en} every month; regulars are welcome.",
        region=organization.region,
        state="running",
        starts_on=world.today - timedelta(days=HISTORY_DAYS + 30),
        picture=template.field,
        created_at=world.at(-HISTORY_DAYS - 30, 10),
    )


def _short(organization: Organization) -> tuple[str, str]:
    region = organization.region
    return region.name.removesuffix("市").removesuffix("区"), region.name_en.removesuffix(" District")


def make_activities(world: World, projects: list[tuple[Project, Template]]) -> list[Plan]:
    plans = [plan for project, template in projects for plan in _of_project(world, project, template)]
    plans += _canteens(world, projects)
    copy_in([plan.activity for plan in plans])
    copy_links(Activity.service_fields.through, [(p.activity.id, p.template.field) for p in plans])
    copy_in([session for plan in plans for session in plan.sessions])
    copy_in([position for plan in plans for position in plan.positions])
    skills = [(p.id, plan.template.skill) for plan in plans if plan.template.skill for p in plan.positions[:1]]
    copy_links(Position.skills.through, skills)
    copy_in([_acknowledged(plan.activity) for plan in plans if plan.activity.published_at])
    return plans


def _of_project(world: World, project: Project, template: Template) -> Iterator[Plan]:
    """Two or three blocks of past sessions, one to three activities to come; the first project has one today."""
    rng = world.rng
    for block in range(3):
        first = -HISTORY_DAYS + 10 + block * (HISTORY_DAYS // 3) + rng.randint(0, 20)
        days = [first + n * rng.choice([7, 7, 14]) for n in range(rng.randint(2, 4))]
        yield _plan(world, project, template, sorted({min(day, -12) for day in days}), state="closed")
    for _ in range(rng.randint(1, 3)):
        ahead = rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 21, 28, 35])
        yield _plan(world, project, template, [ahead], state="recruiting")
    if project.number in ("P00000001", "P00000002"):
        yield _plan(world, project, template, [0], state="in_progress")
    if int(project.number[1:]) % 6 == 1:
        yield _plan(world, project, template, [-rng.randint(1, 6)], state="settling")


def _canteens(world: World, projects: list[tuple[Project, Template]]) -> Iterator[Plan]:
    """In the five largest cities a canteen for the old opens every other day: who comes there gathers stars."""
    largest = sorted(world.weights, key=world.weights.__getitem__, reverse=True)[:CANTEENS]
    for city in largest:
        host = next((p for p, _ in projects if world.prefecture_of(p.organization.region_id) == city), None)
        for first in range(-HISTORY_DAYS + 10, -40, CANTEEN_DAYS) if host else ():
            days = list(range(first, min(first + CANTEEN_DAYS, -12), 2))
            yield _plan(world, host, texts.CANTEEN, days, state="closed")


def _plan(world: World, project: Project, template: Template, days: list[int], *, state: str) -> Plan:
    rng, organization = world.rng, project.organization
    hour = rng.choice([8, 9, 9, 9, 13, 14, 15, 18])
    if state == "in_progress":
        hour = max((world.now - timedelta(minutes=45)).astimezone(ZONE).hour, 0)
    if template.hours > 4 or (hour > 15 and template.hours > 2.5):
        hour = hour if state == "in_progress" else 8
    spans = [(world.at(day, hour), world.at(day, hour) + timedelta(hours=template.hours)) for day in days]
    activity = _activity(world, project, template, spans, state)
    sessions = [
        ActivitySession(activity=activity, name=_session_name(n, len(spans)), name_en=_session_name_en(n, len(spans)),
                        starts_at=start, ends_at=end, code_secret=rng.randbytes(32))
        for n, (start, end) in enumerate(spans)
    ]  # fmt: skip
    positions = [
        Position(session=session, activity=activity, name=name, name_en=name_en,
                 capacity=8 if template is texts.CANTEEN else _capacity(world, place),
                 minimum_age=18 if template.risky else rng.choice([None, None, 14, 16]))
        for session in sessions
        for place, (name, name_en) in enumerate(template.positions)
    ]  # fmt: skip
    activity.places = sum(position.capacity for position in positions)
    activity.organization = organization
    return Plan(activity, template, sessions, positions)


def _session_name(number: int, count: int) -> str:
    return f"第{number + 1}场" if count > 1 else ""


def _session_name_en(number: int, count: int) -> str:
    return f"Session {number + 1}" if count > 1 else ""


def _capacity(world: World, place: int) -> int:
    return world.rng.choice([10, 12, 15, 15, 20, 20, 25]) if place == 0 else world.rng.choice([3, 4, 6, 8])


def _activity(world: World, project: Project, template: Template, spans: list[tuple], state: str) -> Activity:
    organization, region = project.organization, project.region
    (starts, _), (_, ends) = spans[0], spans[-1]
    address = _address(world)
    longitude, latitude = _somewhere(world, region.code)
    published = starts - timedelta(days=world.rng.randint(12, 25))
    published = min(published, world.now - timedelta(days=1))
    place, place_en = _short(organization)
    return Activity(
        project=project,
        organization=organization,
        substation=organization.substation,
        name=f"{place}{template.name}（{starts.astimezone(ZONE).month}月）",
        name_en=f"{template.name_en}, {place_en}, {starts.astimezone(ZONE):%B}",
        content=template.does,
        content_en=template.does_en,
        picture=template.field + world.rng.choice(["", "-2", "-3"]),
        region=region,
        region_path=region.path,
        address=address,
        longitude=longitude,
        latitude=latitude,
        starts_at=starts,
        ends_at=ends,
        signup_opens_at=published,
        signup_closes_at=starts,
        cancel_until=starts - timedelta(hours=12),
        person_in_charge=organization.person_in_charge,
        risk_disclosure=template.risk,
        protection="提供志愿者马甲、饮用水和意外伤害保险咨询。",
        minutes_per_day=int(template.hours * 60),
        state=state,
        published_at=published,
        settle_by=_settle_by(ends) if state in ("settling", "closed") else None,
        policies=["BR-20@default", "BR-29@default", "BR-34@default"],
        created_at=published - timedelta(days=1),
        **(_insured(starts, ends) if template.risky else {}),
    )


def _settle_by(ends: datetime):
    return expected(ends.astimezone(ZONE).date(), WORKING_DAYS)[0]


def _insured(starts: datetime, ends: datetime) -> dict[str, Any]:
    return {
        "risky": True,
        "insurance_policy": f"DEMO-{starts:%Y%m%d}",
        "insurer": "演示保险公司",
        "insured_from": starts.date(),
        "insured_to": ends.date() + timedelta(days=1),
    }


def _address(world: World) -> str:
    venue, _venue_en = world.rng.choice(texts.VENUES)
    return f"{world.rng.choice(texts.STREETS)}{world.rng.randint(1, 288)}号{venue}"


def _somewhere(world: World, code: str) -> tuple[str, str]:
    longitude, latitude = texts.CENTRES[code[:4]]
    return f"{longitude + world.rng.uniform(-0.06, 0.06):.6f}", f"{latitude + world.rng.uniform(-0.05, 0.05):.6f}"


def _acknowledged(activity: Activity) -> ExcludedClassAcknowledgement:
    return ExcludedClassAcknowledgement(
        activity=activity,
        by_id=activity.organization_id,
        at=activity.published_at,
        text_version="2026-01",
        classes=[1, 2, 3, 4, 5, 6],
    )
