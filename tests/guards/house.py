"""What the guards read: the map, the source files, the models, the routes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
KAPOK = ROOT / "kapok"


def rooms() -> list[str]:
    """Rooms in import order, from docs/map.md: "core/common" …"""
    lines = (ROOT / "docs" / "map.md").read_text(encoding="utf-8").splitlines()
    return [match[1] for line in lines if (match := re.match(r"- ([a-z]+(?:/[a-z]+)?): ", line))]


def room_of(path: Path) -> str:
    parts = path.relative_to(KAPOK).parts
    return parts[0] if parts[0] == "testing" else "/".join(parts[:2])


def room_of_module(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] != "kapok" or len(parts) < 2:
        return None
    if parts[1] == "testing":
        return "testing"
    return "/".join(parts[1:3]) if len(parts) >= 3 else None


def sources(*, tests: bool = False, migrations: bool = False) -> Iterator[Path]:
    for path in sorted(KAPOK.rglob("*.py")):
        if (tests or "tests" not in path.parts) and (migrations or "migrations" not in path.parts):
            yield path


def trees(**kinds: bool) -> Iterator[tuple[Path, ast.Module]]:
    for path in sources(**kinds):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def models() -> list[type[Model]]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("kapok.")]
    return [model for config in ours for model in config.get_models()]


def routes() -> list[tuple[str, URLPattern]]:
    """Every route of the site: ("/activities/<uuid:pk>/", pattern)."""
    return [(route, pattern) for route, _, pattern in _walk(get_resolver().url_patterns, "", "")]


def named_routes() -> list[tuple[str, str, URLPattern]]:
    """("/activities/<uuid:pk>/", "portal:activity", pattern) for every route with a name."""
    return [found for found in _walk(get_resolver().url_patterns, "", "") if found[2].name]


def _walk(patterns, prefix: str, space: str) -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route, inner)
        else:
            yield "/" + route, f"{space}{pattern.name}", pattern


def allowed(name: str) -> dict[str, str]:
    """An allow-list beside the guards: `what<TAB>why` a line."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))
