"""Regions, sub-stations, organisations and their teams."""

from datetime import timedelta

from kapok.core.regions.actions import load_divisions, load_population
from kapok.core.regions.models import Level, Population, Region
from kapok.core.substations import queries as substation_queries
from kapok.core.substations.models import Substation, SubstationKind, SubstationMode
from kapok.organization.organizations.models import Organization, Team
from kapok.organization.volunteers.actions import load_code_tables
from kapok.testing.demo import texts
from kapok.testing.demo.copying import copy_in
from kapok.testing.demo.world import World

TEAMS = [
    ("青年分队", "Youth team"),
    ("银龄分队", "Silver team"),
    ("周末分队", "Weekend team"),
    ("应急分队", "Emergency team"),
]
COLOURS = ["", "teal", "ocean", "indigo", "plum", "banyan", "amber"]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def credit_code(serial: int) -> str:
    """A unified social credit code with a right check character, in a block nobody is given (GB 32100)."""
    body = f"51440000ZZ{serial:07d}".replace("Z", "Y")
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, WEIGHTS, strict=True))
    return body + ALPHABET[(31 - total % 31) % 31]


def make_regions(world: World) -> None:
    load_divisions(at=world.now)
    load_population()
    load_code_tables()
    world.prefectures = list(Region.objects.filter(parent_id="440000", level=Level.PREFECTURE).order_by("code"))
    for prefecture in world.prefectures:
        parts = Region.objects.filter(parent=prefecture, hidden=False).order_by("code")
        world.counties[prefecture.code] = list(parts.values_list("code", flat=True)) or [prefecture.code]
    people = Population.objects.filter(region__in=world.prefectures)
    world.weights = dict(people.values_list("region_id", "persons"))


def make_substations(world: World) -> dict[str, Substation]:
    names = {region.code: region for region in Region.objects.filter(code__in=texts.SLUGS)}
    stations = {}
    for number, (code, slug) in enumerate(texts.SLUGS.items()):
        region, own = names[code], code in texts.SYNCHRONISED
        place = region.name.removesuffix("市").removesuffix("区")
        stations[code] = Substation(
            slug=slug,
            name=f"志愿{place}",
            name_en=f"Volunteer {region.name_en.removesuffix(' District')}",
            tagline=f"在{place}，总有人为你亮一盏灯",
            tagline_en="Somebody here keeps a light on for you",
            kind=SubstationKind.COUNTY if region.level == Level.COUNTY else SubstationKind.CITY,
            mode=SubstationMode.SYNCHRONISED if own else SubstationMode.HOSTED,
            region=region,
            home_url=f"https://volunteer.{slug}.invalid/" if own else "",
            colour=COLOURS[number % len(COLOURS)],
            opened_at=world.now - timedelta(days=700 - number * 7),
        )
    Substation.objects.bulk_create(stations.values())
    substation_queries.forget()
    return stations


def make_organizations(world: World, stations: dict[str, Substation]) -> None:
    leaders = ["方志华", "李淑贞", "陈永康", "黄锦辉", "梁惠珍", "何少芬"]
    provincial = None
    for number, (name, name_en, kind, region) in enumerate(texts.ORGANIZATIONS):
        organization = Organization(
            name=name,
            name_en=name_en,
            kind=kind,
            state="active",
            uscc=credit_code(number + 1) if kind != "committee" else None,
            guiding_body=provincial,
            region_id=region,
            substation=stations.get(region) or stations.get(world.prefecture_of(region)),
            introduction=f"{name}成立多年，长期开展社区志愿服务，欢迎街坊加入。",
            introduction_en=f"{name_en} has served its neighbourhood for years. Everybody is welcome.",
            person_in_charge=leaders[number % len(leaders)],
            contact_phone=f"+86100000{number:05d}",
            active_since=world.now - timedelta(days=900 - number * 11),
        )
        provincial = provincial or organization
        world.organizations.append(organization)
    copy_in(world.organizations)
    world.cast["river"] = world.organizations[2]
    for organization in world.organizations[1:]:
        for name, name_en in TEAMS[: 3 + (organization.region_id < "4404")]:
            world.teams[organization.id].append(Team(organization=organization, name=name, name_en=name_en))
    copy_in([team for teams in world.teams.values() for team in teams])
