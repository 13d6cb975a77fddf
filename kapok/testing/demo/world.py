"""What the parts of the demo hand to each other while it is being made."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kapok.core.regions.models import Region
from kapok.organization.organizations.models import Organization, Team
from kapok.organization.volunteers.models import Volunteer

ZONE = ZoneInfo("Asia/Shanghai")
SEED = "kapok"


@dataclass
class World:
    """The province while it is being made. `today` is the day everything is relative to."""

    now: datetime
    volunteers_wanted: int = 7_000
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))
    prefectures: list[Region] = field(default_factory=list)
    counties: dict[str, list[str]] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    organizations: list[Organization] = field(default_factory=list)
    teams: dict[Any, list[Team]] = field(default_factory=lambda: defaultdict(list))
    cast: dict[str, Any] = field(default_factory=dict)
    volunteers: list[Volunteer] = field(default_factory=list)
    keenness: dict[Any, float] = field(default_factory=dict)
    by_prefecture: dict[str, list[Volunteer]] = field(default_factory=lambda: defaultdict(list))
    busy: set[tuple[Any, date]] = field(default_factory=set)
    regulars: dict[str, list[tuple[Volunteer, float]]] = field(default_factory=lambda: defaultdict(list))
    staff: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))  # organisation: who confirms

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A moment `days` from today by the province's clock."""
        return datetime.combine(self.today + timedelta(days=days), time(hour, minute), ZONE)

    def prefecture_of(self, code: str) -> str:
        return code[:4] + "00"
