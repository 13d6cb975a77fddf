from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, Value, When

from kapok.core.regions.codes import ancestors, is_code, prefix
from kapok.core.regions.models import Level, Region, RegionQuerySet

_ORDER = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2, Level.TOWN: 3}


def children(code: str | None = None) -> RegionQuerySet:
    """What a person chooses from next. Hidden levels are stepped over: Chongqing's districts.

    Without a code, the provinces.
    """
    regions = Region.objects.visible().valid().order_by("code")
    if not code:
        return regions.filter(parent=None)
    return regions.filter(Q(parent=code) | Q(parent__hidden=True, parent__parent=code))


def within(region: Region | str, field: str = "region") -> Q:
    """The condition that a row's `field` (a foreign key to Region) lies inside: one indexed LIKE.

    `Activity.objects.filter(within("440100"))`; on Region itself give field="".
    """
    code = region if isinstance(region, str) else region.code
    column = f"{field}__code" if field else "code"
    return Q(**{f"{column}__startswith": prefix(code)})


def inside(region: Region | str) -> RegionQuerySet:
    """The regions inside one, itself included."""
    return Region.objects.filter(within(region, field=""))


def visible_path(region: Region) -> list[Region]:
    """From the province down to this region, without the levels no address names."""
    rows = Region.objects.in_bulk(ancestors(region.code))
    return [row for code, row in sorted(rows.items()) if not row.hidden or code == region.code]


def full_name(region: Region, language: str = "zh-hans") -> str:
    """广东省 广州市 天河区, or Tianhe District, Guangzhou, Guangdong."""
    return region.full_name_en if language.startswith("en") else region.full_name


def names(codes: Iterable[str], language: str = "zh-hans") -> dict[str, str]:
    """Full names of many codes in one query, for tables that hold bare codes."""
    column = "full_name_en" if language.startswith("en") else "full_name"
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", column))


def search(text: str, *, root: str | None = None) -> RegionQuerySet:
    """By Chinese name, pinyin, initials, English name or code; the nearest match first."""
    regions = Region.objects.visible().valid()
    if root:
        regions = regions.filter(within(root, field=""))
    words = text.lower().replace("ü", "v").replace("'", "").split()
    if not words:
        return regions.none()
    for word in words:
        regions = regions.filter(_meets(word))
    last = words[-1]
    closeness = Case(
        When(Q(name=last) | Q(code=last), then=Value(0)),
        When(Q(name__startswith=last) | Q(pinyin__startswith=last), then=Value(1)),
        When(initials__startswith=last, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    width = Case(
        *(When(level=level, then=Value(order)) for level, order in _ORDER.items()),
        output_field=IntegerField(),
    )
    return regions.annotate(closeness=closeness, width=width).order_by("closeness", "width", "code")


def _meets(word: str) -> Q:
    if is_code(word):
        return Q(code=word)
    return (
        Q(full_name__contains=word)
        | Q(full_name_en__icontains=word)
        | Q(pinyin__startswith=word)
        | Q(initials__startswith=word)
    )


def population(codes: Iterable[str], year: int) -> dict[str, int]:
    """Permanent population of each region that has a figure for the year."""
    rows = Region.objects.filter(code__in=set(codes), populations__year=year)
    return dict(rows.values_list("code", "populations__persons"))


def down_to(levels: Iterable[str]) -> list[str]:
    """The levels from the province to the deepest of these."""
    deepest = max(Level.values.index(level) for level in levels)
    return Level.values[: deepest + 1]


def is_exact(region: Region, levels: Iterable[str]) -> bool:
    """Whether a place is of one of the levels, or has no parts down to them (Dongguan)."""
    levels = tuple(levels)
    return region.level in levels or not children(region.code).filter(level__in=down_to(levels)).exists()


def steps_to(code: str, *, root: str | None = None) -> list[str]:
    """The visible codes that lead to a place, without those of the root and above."""
    if not is_code(code):
        return []
    outside = ancestors(root) if root else []
    seen = Region.objects.visible().filter(code__in=ancestors(code)).values_list("code", flat=True)
    return [step for step in sorted(seen) if step not in outside]


def divided(regions: Iterable[Region], deepest: str) -> set[str]:
    """Which of these have parts to choose from, down to a level."""
    codes = {region.code for region in regions}
    parts = Region.objects.visible().valid().filter(level__in=down_to([deepest]))
    direct = parts.filter(parent__in=codes).values_list("parent", flat=True)
    stepped = parts.filter(parent__hidden=True, parent__parent__in=codes)
    return {code for code in (*direct, *stepped.values_list("parent__parent", flat=True)) if code}
