"""Seven thousand people who do not exist, and the cast one can sign in as."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from pypinyin import lazy_pinyin

from kapok.core.access.models import Appointment
from kapok.core.accounts.models import User
from kapok.core.common import crypto
from kapok.core.substations.models import Operator, Substation
from kapok.organization.organizations.models import Membership, Organization
from kapok.organization.volunteers import numbers
from kapok.organization.volunteers.models import GuardianConsent, Skill, Volunteer, VolunteerEnrolment
from kapok.organization.volunteers.tables import SERVICE_FIELDS, SKILLS
from kapok.testing.demo import texts
from kapok.testing.demo.cast import CAST, Member
from kapok.testing.demo.copying import copy_in, copy_links
from kapok.testing.demo.world import World
from kapok.testing.identity import nobodys_number

UNUSABLE = make_password(None)
VETERANS = (0.97, 0.9, 0.7)  # how often they come
KEEPERS = ("recorder", "administrator")
STAFF = ("recorder", "recorder", "leader", "administrator")


def make_people(world: World) -> None:
    crowd = [member for member in CAST if member.age]
    plans = [*((member.region, member) for member in crowd), *((code, None) for code in _homes(world))]
    users, volunteers, enrolments = [], [], []
    taken = _numbers([code for code, _ in plans])
    for serial, (region, member) in enumerate(plans):
        user, volunteer = _person(world, serial, region, member, next(taken[region[:6]]))
        _how_keen(world, volunteer, member)
        users.append(user)
        volunteers.append(volunteer)
        enrolments.append(_enrolment(world, volunteer))
        world.by_prefecture[world.prefecture_of(region)].append(volunteer)
        if member:
            world.cast[member.key] = user
            world.cast[member.key + ".volunteer"] = volunteer
    for member in CAST:
        if not member.age:
            world.cast[member.key] = _user(world, member.name, serial=9_000_000 + len(users), member=member)
            users.append(world.cast[member.key])
    copy_in(users)
    copy_in(volunteers)
    copy_in(enrolments)
    world.volunteers = volunteers
    _interests(world)
    _guardians(world)


def _how_keen(world: World, volunteer: Volunteer, member: Member | None) -> None:
    """Most come now and then; the cast as their cards say, and three of each city nearly always."""
    city = world.prefecture_of(volunteer.home_region_id)
    if member:
        world.keenness[volunteer.id] = 0.0
        world.regulars[city].append((volunteer, member.comes))
        return
    world.keenness[volunteer.id] = world.rng.choices([30, 5, 1], [3, 17, 80])[0]
    others = sum(1 for person, _ in world.regulars[city] if not person.user.is_demo)
    if others < len(VETERANS) and volunteer.age_on(world.today) >= 30:
        world.keenness[volunteer.id] = 0.0
        world.regulars[city].append((volunteer, VETERANS[others]))
        volunteer.enrolled_at = volunteer.user.date_joined = volunteer.enrolled_at - timedelta(days=500)


def _homes(world: World) -> Iterator[str]:
    codes = world.rng.choices(list(world.weights), weights=list(world.weights.values()), k=world.volunteers_wanted)
    for code in codes:
        yield world.rng.choice(world.counties[code])


def _numbers(regions: list[str]) -> dict[str, Iterator[str]]:
    divisions = [region[:6] for region in regions]
    return {code: iter(numbers.take(code, divisions.count(code))) for code in sorted(set(divisions))}


def _user(world: World, name: str, *, serial: int, member: Member | None) -> User:
    user = User(
        email=f"{member.key}@demo.kapok.invalid" if member else None,
        name=name,
        password=UNUSABLE,
        is_demo=member is not None,
        is_staff=member is not None and member.key == "su",
        is_superuser=member is not None and member.key == "su",
        care_mode=member is not None and member.care_mode,
        date_joined=world.now - timedelta(days=world.rng.randint(470, 900) + 600 * (member is not None)),
    )
    user.set_phone(f"+861000{serial:07d}", verified=True)  # no operator has such numbers
    return user


def _person(world: World, serial: int, region: str, member: Member | None, number: str) -> tuple[User, Volunteer]:
    rng = world.rng
    name = member.name if member else _name(world)
    user = _user(world, name, serial=serial, member=member)
    female = rng.random() < 0.55
    document = nobodys_number(serial, area="440999", female=female)
    volunteer = Volunteer(
        user=user,
        volunteer_number=number,
        name=name,
        name_pinyin=_pinyin(name),
        sex="2" if female else "1",
        birth_date=_birth_date(world, member.age if member else 0),
        document_type="111",
        document_number=document,
        document_index=crypto.blind_index(f"111\0{document}", purpose="document"),
        residence_id=region,
        home_region_id=region,
        card_secret=rng.randbytes(32),
        enrolled_at=user.date_joined,
    )
    return user, volunteer


def _name(world: World) -> str:
    given = "".join(world.rng.sample(texts.GIVEN, world.rng.choice([1, 2, 2, 2])))
    return world.rng.choice(texts.SURNAMES) + given


def _pinyin(name: str) -> str:
    surname, *given = lazy_pinyin(name)
    return f"{surname.title()} {''.join(given).title()}"


def _birth_date(world: World, age: int) -> date:
    age = age or world.rng.choices([16, 22, 30, 40, 52, 66], [4, 34, 24, 16, 12, 10])[0] + world.rng.randint(0, 5)
    return world.today - timedelta(days=age * 365 + age // 4 + world.rng.randint(20, 340))


def _enrolment(world: World, volunteer: Volunteer) -> VolunteerEnrolment:
    return VolunteerEnrolment(
        volunteer=volunteer,
        state="active",
        declared_at=volunteer.enrolled_at,
        activated_at=volunteer.enrolled_at,
        policies=["BR-02@default", "BR-04@default"],
    )


def _interests(world: World) -> None:
    fields, skills = [row[0] for row in SERVICE_FIELDS], [row[0] for row in SKILLS]
    chosen = [(v.id, code) for v in world.volunteers for code in world.rng.sample(fields, world.rng.randint(1, 4))]
    copy_links(Volunteer.service_fields.through, chosen)
    known = set(Skill.objects.values_list("code", flat=True))
    able = [
        (v.id, code)
        for v in world.volunteers
        if world.rng.random() < 0.35
        for code in world.rng.sample(skills, world.rng.randint(1, 3))
        if code in known
    ]
    copy_links(Volunteer.skills.through, able)


def _guardians(world: World) -> None:
    minors = [v for v in world.volunteers if v.age_on(world.today) < 18]
    copy_in(
        [
            GuardianConsent(
                volunteer=minor,
                guardian_name=minor.name[0] + "妈妈",
                guardian_contact=f"+861001{number:07d}",
                relation="mother",
                token_hash=world.rng.randbytes(32),
                asked_at=minor.enrolled_at,
                expires_at=minor.enrolled_at + timedelta(days=14),
                text_version="2026-01",
                given_at=minor.enrolled_at,
            )
            for number, minor in enumerate(minors)
        ]
    )


def make_members(world: World, stations: dict[str, Substation]) -> None:
    """Who belongs where: the cast by name, and the crowd of each city in its organisations."""
    since = world.now - timedelta(days=350)
    by_name = {organization.name: organization for organization in world.organizations}
    rows = []
    for member in CAST:
        user = world.cast[member.key]
        if member.organization:
            organization = by_name[member.organization]
            rows.append(Membership(organization=organization, user=user, role=member.role, started_at=since))
            if member.role in KEEPERS:
                world.staff[organization.id].append(user)
        elif member.role == "operator":
            Operator.objects.create(substation=stations[member.region[:4] + "00"], user=user, started_at=since)
        elif member.appointed:
            Appointment.objects.create(user=user, role=member.role, started_at=since)
    rows += [row for organization in world.organizations[1:] for row in _crowd(world, organization, since)]
    copy_in(rows)


def _crowd(world: World, organization: Organization, since) -> Iterator[Membership]:
    pool = world.by_prefecture[world.prefecture_of(organization.region_id)]
    named = {id(user) for user in world.cast.values()}
    teams, roles = world.teams[organization.id], iter(() if world.staff[organization.id] else STAFF)
    for volunteer in world.rng.sample(pool, min(len(pool), 120)):
        if id(volunteer.user) not in named:
            role = next(roles, "member") if volunteer.age_on(world.today) >= 25 else "member"
            if role in KEEPERS:
                world.staff[organization.id].append(volunteer.user)
            yield Membership(
                organization=organization,
                team=world.rng.choice(teams),
                user=volunteer.user,
                role=role,
                started_at=since,
            )
