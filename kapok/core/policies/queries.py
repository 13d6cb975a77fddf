from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapok.core.policies import reading
from kapok.core.policies.models import RuleVersion
from kapok.core.policies.rules import ALL, Kind, Rule, Theme
from kapok.core.policies.scopes import NATION, Scope, ScopeType, chain
from kapok.core.regions import queries as regions

TONES = {
    Kind.LAW: "error",
    Kind.STD: "info",
    Kind.PLT: "secondary",
    Kind.BRIEF: "warning",
    Kind.DEF: "",
}


@dataclass
class Standing:
    """How a rule stands in one scope now."""

    scope: Scope
    where: str
    value: Any
    words: str
    since: datetime | None = None


@dataclass
class Entry:
    """A rule as the list shows it."""

    rule: Rule
    words: str
    changed: bool
    elsewhere: list[Standing] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return TONES[self.rule.kind]


def matching(text: str = "", kind: str = "", theme: str = "") -> list[Rule]:
    """Rules whose number, title, meaning or source hold every word."""
    words = text.lower().split()
    return [
        rule
        for rule in ALL
        if (not kind or rule.kind == kind)
        and (not theme or rule.theme == theme)
        and all(word in _searchable(rule) for word in words)
    ]


def _searchable(rule: Rule) -> str:
    return f"{rule.id} {rule.key} {rule.title} {rule.meaning} {rule.source}".lower()


def grouped(rules: list[Rule], *, region: str | None, at: datetime) -> list[tuple[str, list[Entry]]]:
    """Themes with their rules, as they stand in a region (or in the nation)."""
    names = scope_names()
    entries = [(rule.theme, entry(rule, names, region=region, at=at)) for rule in rules]
    return [
        (str(theme.label), found)
        for theme in Theme
        if (found := [entry for of_theme, entry in entries if of_theme == theme])
    ]


def entry(rule: Rule, names: dict[Scope, str], *, region: str | None, at: datetime) -> Entry:
    here = reading.resolve(rule, chain(region), at)
    return Entry(
        rule=rule,
        words=rule.read(here.value),
        changed=not here.version.endswith("@default"),
        elsewhere=[s for s in standings(rule, names, at=at) if s.scope != NATION],
    )


def standings(rule: Rule, names: dict[Scope, str], *, at: datetime) -> list[Standing]:
    """Every scope in which the rule has a value of its own now, the nation first."""
    found = []
    for (key, scope), dated in reading.versions.table().items():
        current = reading.in_force(dated, at) if key == rule.key else None
        if current:
            where = names.get(scope, scope.key)
            words = rule.read(current.value)
            found.append(Standing(scope, where, current.value, words, current.since))
    order = {name: place for place, name in enumerate(ScopeType.values)}
    return sorted(found, key=lambda standing: (order[standing.scope.type], standing.scope.key))


def scope_names() -> dict[Scope, str]:
    """What each scope that has a version is called, in the reader's language; one query."""
    scopes = {scope for _key, scope in reading.versions.table()}
    codes = {s.key for s in scopes if s.type not in {ScopeType.NATION, ScopeType.ORGANIZATION}}
    places = regions.names(codes, get_language() or "") if codes else {}
    return {scope: _name(scope, places) for scope in scopes | {NATION}}


def _name(scope: Scope, places: dict[str, str]) -> str:
    if scope == NATION:
        return _("the nation")
    if scope.type == ScopeType.ORGANIZATION:
        return _("organisation %(key)s") % {"key": scope.key[:8]}
    return places.get(scope.key, scope.key)


def history(rule: Rule) -> list[RuleVersion]:
    """All versions, newest first, with the documents behind them."""
    versions = RuleVersion.objects.filter(rule=rule.key).select_related("document")
    return list(versions.order_by("-effective_from", "-id"))
