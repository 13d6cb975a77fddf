"""The town's example for each page whose parameters a door does not explain."""

from collections.abc import Callable
from typing import Any

EXAMPLES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "organizations:profile": lambda town: {"pk": town.river_org.pk},
    "organizations:join": lambda town: {"pk": town.river_org.pk},
    "organizations:leave": lambda town: {"pk": town.river_org.pk},
}
