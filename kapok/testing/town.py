"""One small place for tests: two sub-stations, River (Guangzhou) and Hill (Shenzhen), and a named cast.

River: Lin volunteers, Qiao volunteers and holds no role, Mei is fifteen, Hua is seventy, Chen leads and volunteers,
Zhou keeps records, Fang administers, Wu operates the sub-station, Tan keeps the store. Hill: Deng leads.
The province: Ma is a federation officer, He audits, Su administers the platform.
Everybody's password is `town.password`.
"""

import os
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from kapok.activity.activities.models import Activity, ActivitySession, Position
from kapok.activity.projects.models import Project
from kapok.core.access.models import Appointment
from kapok.core.accounts.models import User
from kapok.core.common import crypto
from kapok.core.regions.models import Region
from kapok.core.substations import queries as substation_queries
from kapok.core.substations.models import Operator, Substation
from kapok.organization.organizations.models import Membership, Organization
from kapok.organization.volunteers.models import (
    ServiceField,
    Skill,
    Volunteer,
    VolunteerEnrolment,
)
from kapok.recognition.store.models import Clerk, ExchangeStore, RedemptionItem
from kapok.testing.identity import nobodys_number

PASSWORD = "kapok-in-bloom"
REGIONS = [
    # code, name, English name, full name, full English name, level, parent
    ("440000", "广东省", "Guangdong", "广东省", "Guangdong", "province", None),
    ("440100", "广州市", "Guangzhou", "广东省 广州市", "Guangzhou, Guangdong", "prefecture", "440000"),
    ("440106", "天河区", "Tianhe District", "广东省 广州市 天河区", "Tianhe District, Guangzhou, Guangdong", "county", "440100"),
    ("440300", "深圳市", "Shenzhen", "广东省 深圳市", "Shenzhen, Guangdong", "prefecture", "440000"),
    ("440305", "南山区", "Nanshan District", "广东省 深圳市 南山区", "Nanshan District, Shenzhen, Guangdong", "county", "440300"),
]  # fmt: skip


@dataclass
class Town:
    now: datetime
    password: str = PASSWORD
    serial: int = 0
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """`town.lin` is Lin's user; `town.volunteers["lin"]` the volunteer."""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def user(self, key: str, name: str, **more: Any) -> User:
        user = User.objects.create(
            email=f"{key}@town.invalid", name=name, password=_hashed(), phone_verified=False, **more
        )
        self.people[key] = user
        return user

    def volunteer(self, key: str = "", *, name: str = "林小雨", age: int = 30, region: str = "440106") -> Volunteer:
        """An active volunteer, with a user of their own (`key` names both; without one a serial does)."""
        self.serial += 1
        key = key or f"volunteer{self.serial}"
        user = self.people.get(key) or self.user(key, name)
        number = nobodys_number(self.serial)
        volunteer = Volunteer.objects.create(
            user=user,
            volunteer_number=f"{region}{self.serial:010d}X",
            name=name,
            name_pinyin=key.title(),
            sex="2",
            birth_date=_birthday(age, self.now.date()),
            document_type="111",
            document_number=number,
            document_index=crypto.blind_index(f"111\0{number}", purpose="document"),
            residence_id=region,
            home_region_id=region,
            card_secret=os.urandom(32),
            enrolled_at=self.now - timedelta(days=400),
        )
        VolunteerEnrolment.objects.create(
            volunteer=volunteer,
            state="active",
            declared_at=self.now - timedelta(days=400),
            activated_at=self.now - timedelta(days=400),
        )
        return volunteer

    def activity(
        self,
        *,
        starts_in: timedelta = timedelta(days=1),
        lasts: timedelta = timedelta(hours=3),
        capacity: int = 2,
        organization: Organization | None = None,
        **more: Any,
    ) -> tuple[Activity, ActivitySession, Position]:
        """A public activity with one session and one position."""
        organization = organization or self.river_org
        project = organization.projects.first() or self.project(organization)
        starts = self.now + starts_in
        fields = {
            "name": "珠江边捡拾垃圾",
            "name_en": "Riverside clean-up",
            "state": "recruiting",
            "published_at": self.now - timedelta(days=3),
            **more,
        }
        activity = Activity.objects.create(
            project=project,
            organization=organization,
            content="沿江步道清洁与垃圾分类宣传",
            content_en="Cleaning the riverside path and explaining waste sorting",
            region=organization.region,
            region_path=organization.region.path,
            address="临江大道1号",
            longitude="113.321200",
            latitude="23.119300",
            starts_at=starts,
            ends_at=starts + lasts,
            signup_opens_at=self.now - timedelta(days=3),
            signup_closes_at=starts,
            cancel_until=starts - timedelta(hours=12),
            person_in_charge="陈大文",
            risk_disclosure="注意防滑与防晒。",
            minutes_per_day=int(lasts.total_seconds() // 60),
            places=capacity,
            created_at=self.now - timedelta(days=4),
            **fields,
        )
        activity.service_fields.add(self.field)
        session = ActivitySession.objects.create(
            activity=activity, starts_at=starts, ends_at=starts + lasts, code_secret=os.urandom(32)
        )
        position = Position.objects.create(
            activity=activity, session=session, name="清洁志愿者", name_en="Clean-up volunteer", capacity=capacity
        )
        return activity, session, position

    def project(self, organization: Organization) -> Project:
        project = Project.objects.create(
            organization=organization,
            number=f"P{Project.objects.count() + 1:08d}",
            name="母亲河守护",
            name_en="Guarding the mother river",
            description="每周一次的沿江环境维护。",
            region=organization.region,
            state="running",
            starts_on=self.now.date() - timedelta(days=300),
            created_at=self.now - timedelta(days=300),
        )
        project.service_fields.add(self.field)
        return project


def _hashed() -> str:
    if not hasattr(_hashed, "value"):
        _hashed.value = make_password(PASSWORD)
    return _hashed.value


def _birthday(age: int, today: date) -> date:
    return date(today.year - age, today.month, 1) - timedelta(days=40)


def build() -> Town:
    """The whole town. Attributes: the cast by name, and what the functions below set."""
    town = Town(now=timezone.now().replace(second=0, microsecond=0))
    _place(town)
    _organizations(town)
    _cast(town)
    _work(town)
    substation_queries.forget()
    return town


def _place(town: Town) -> None:
    if not Region.objects.filter(pk="440106").exists():
        for code, name, name_en, full, full_en, level, parent in REGIONS:
            Region.objects.create(
                code=code, name=name, name_en=name_en, full_name=full, full_name_en=full_en,
                level=level, parent_id=parent, pinyin=name_en.lower(), initials=name_en[:2].lower(),
            )  # fmt: skip
    town.field, _ = ServiceField.objects.get_or_create(
        code="environment", defaults={"name": "生态环保", "name_en": "Environment", "position": 2}
    )
    town.skill, _ = Skill.objects.get_or_create(
        code="first_aid", defaults={"name": "急救", "name_en": "First aid", "position": 1}
    )
    stations = [
        ("river", "guangzhou", "志愿广州", "Volunteer Guangzhou", "440100"),
        ("hill", "shenzhen", "志愿深圳", "Volunteer Shenzhen", "440300"),
    ]
    for key, slug, name, name_en, region in stations:
        station = Substation.objects.create(
            slug=slug, name=name, name_en=name_en, region_id=region, opened_at=town.now - timedelta(days=500)
        )
        setattr(town, key, station)


def _organizations(town: Town) -> None:
    wanted = [
        ("federation_org", "广东省志愿者联合会", "Guangdong Volunteers' Federation", "federation", "440000", None),
        ("river_org", "珠江志愿服务队", "Pearl River Volunteers", "social_organization", "440106", town.river),
        ("hill_org", "梧桐山志愿服务队", "Wutong Hill Volunteers", "social_organization", "440305", town.hill),
    ]
    guide = None
    for number, (key, name, name_en, kind, region, station) in enumerate(wanted):
        organization = Organization.objects.create(
            name=name, name_en=name_en, kind=kind, state="active", region_id=region, substation=station,
            uscc=None if guide else f"5144000000000000{number}X", guiding_body=guide,
            person_in_charge="方主任", active_since=town.now - timedelta(days=500),
        )  # fmt: skip
        guide = guide or organization
        setattr(town, key, organization)


def _cast(town: Town) -> None:
    town.volunteers = {
        "lin": town.volunteer("lin", name="林小雨", age=28),
        "qiao": town.volunteer("qiao", name="乔一鸣", age=35),
        "mei": town.volunteer("mei", name="梅子", age=15),
        "hua": town.volunteer("hua", name="华婆婆", age=70),
        "chen": town.volunteer("chen", name="陈大文", age=40),
        "zhou": town.volunteer("zhou", name="周记录", age=45),
    }
    for key, name in [("fang", "方管理"), ("wu", "吴分站"), ("tan", "谭店员"), ("deng", "邓队长"),
                      ("ma", "马联合"), ("he", "何审计"), ("su", "苏平台")]:  # fmt: skip
        town.user(key, name)
    since = town.now - timedelta(days=300)
    for key, organization, role in [
        ("chen", town.river_org, "leader"),
        ("zhou", town.river_org, "recorder"),
        ("fang", town.river_org, "administrator"),
        ("lin", town.river_org, "member"),
        ("deng", town.hill_org, "leader"),
    ]:
        Membership.objects.create(organization=organization, user=town.people[key], role=role, started_at=since)
    Operator.objects.create(substation=town.river, user=town.wu, started_at=since)
    for key, role in [("ma", "federation_officer"), ("he", "auditor"), ("su", "platform_administrator")]:
        Appointment.objects.create(user=town.people[key], role=role, started_at=since)


def _work(town: Town) -> None:
    town.river_project = town.project(town.river_org)
    town.clean_up, town.session, town.position = town.activity()
    town.store = ExchangeStore.objects.create(
        organization=town.river_org, region_id="440106", name="天河爱心超市", name_en="Tianhe Love Store",
        address="天河路100号", opening_hours="9:00–17:00",
    )  # fmt: skip
    Clerk.objects.create(store=town.store, user=town.tan, started_at=town.now - timedelta(days=100))
    town.rice = RedemptionItem.objects.create(
        store=town.store, name="大米 5 kg", name_en="Rice, 5 kg", price=5000, on_hand=3
    )
