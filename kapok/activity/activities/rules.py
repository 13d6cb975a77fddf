"""The values of the rule book this room decides by, with the versions to pin (domain §5.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kapok.core import policies


@dataclass(frozen=True)
class Rulebook:
    """The rules in one place at one time; `rulebook.daily_hours_bands` is a value."""

    region: str
    organization: UUID | None
    at: datetime

    def __getattr__(self, key: str) -> Any:
        return self._found(key).value

    def _found(self, key: str) -> Any:
        return policies.get(key, region=self.region, organization=self.organization, at=self.at)

    def versions(self, *keys: str) -> list[str]:
        return [self._found(key).version for key in keys]


def rulebook(region: str, organization: UUID | None, at: datetime) -> Rulebook:
    return Rulebook(region, organization, at)
