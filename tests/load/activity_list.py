"""The public list with its filters, its first page and its page 1,000, among a million activities,
against the same server and middleware answering a constant; and what the million costs beside ten
thousand.

The pages asked for go round all cities and fields, so that none is asked twice in a row.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from tests.load import harness

NAMES = ("activity_list", "activity_list_growth")
FEW, MANY = 10_000, 1_000_000
SHALLOW, DEEP, SIZE = 20, 1_000, 18
ADDRESS = "/activities/"
COPY = """
INSERT INTO activities_activity ({columns})
SELECT {values}
FROM generate_series(%(first)s, %(last)s) n
JOIN cities ON cities.place = n %% (SELECT count(*) FROM cities)
CROSS JOIN activities_activity model
WHERE model.id = %(model)s
"""
OWN = {
    "id": "uuidv7()",
    "name": "model.name || n",
    "region_id": "cities.code",
    "region_path": "ARRAY[left(cities.code, 2) || '0000', cities.code]::varchar(9)[]",
    "starts_at": "model.starts_at + n::bigint * 7919 %% 31536000 * interval '1 second'",
    "ends_at": "model.ends_at + n::bigint * 7919 %% 31536000 * interval '1 second'",
    "signup_closes_at": "model.signup_closes_at + n::bigint * 7919 %% 31536000 * interval '1 second'",
    "places": "20",
    "taken": "n %% 21",
    "search": "array_to_tsvector(ARRAY['珠江', '捡拾', '垃圾', (n %% 1000)::text])",
}
CITIES = """
CREATE TEMP TABLE cities AS
SELECT code, row_number() OVER (ORDER BY code) - 1 AS place
FROM regions_region WHERE level = 'prefecture' AND parent_id = '440000'
"""
FIELDS = """
INSERT INTO activities_activity_service_fields (activity_id, servicefield_id)
SELECT a.id, f.code FROM activities_activity a
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS number
      FROM volunteers_servicefield) f ON f.place = abs(hashtext(a.name)) %% f.number
WHERE a.id <> %(model)s ON CONFLICT DO NOTHING
"""


def run() -> Iterator[dict]:
    with harness.site() as site:
        model = place()
        fill(model, 1, FEW)
        few = beside_constant(site, requests(site, SHALLOW))
        fill(model, FEW + 1, MANY)
        many = beside_constant(site, requests(site, SHALLOW))
        pairs = beside_constant(site, requests(site, DEEP))
        worker = round(site.memory())
    yield harness.figure("activity_list", "requests/s", pairs, worker_mb=worker)
    # Each rate counts beside a constant of its own minute: a busy machine is none of growth.
    growth = [(few_of / few_const) / (of / const) for (few_of, few_const), (of, const) in zip(few, many, strict=True)]
    yield harness.figure("activity_list_growth", "times", [(each, 1.0) for each in growth])


def place():
    """The whole province and every field; an activity to make the others after."""
    from django.utils import timezone

    from kapok.core.regions.actions import load_divisions
    from kapok.organization.volunteers.actions import load_code_tables
    from kapok.testing.town import build

    load_divisions(at=timezone.now())
    load_code_tables()
    return build().clean_up


def fill(model, first: int, last: int) -> None:
    """Activities numbered `first` to `last`, over a year, over all cities and fields."""
    from django.db import connection

    columns = {field.column: f"model.{field.column}" for field in model._meta.concrete_fields} | OWN
    words = {"columns": ", ".join(columns), "values": ", ".join(columns.values())}
    given = {"first": first, "last": last, "model": model.pk}
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET session_replication_role = replica")  # what they point to is there
        cursor.execute("DROP TABLE IF EXISTS cities")
        cursor.execute(CITIES)
        indexes = without_indexes(cursor)
        cursor.execute(COPY.format(**words), given)
        cursor.execute(FIELDS, given)
        for index in indexes:
            cursor.execute(index)
        cursor.execute("VACUUM ANALYZE activities_activity, activities_activity_service_fields")


def without_indexes(cursor) -> list[str]:
    """Drops what a million rows are quicker without, and says how to make it again."""
    cursor.execute("SET maintenance_work_mem = '256MB'")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'activities_activity'"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def requests(site: harness.Site, depth: int) -> list[bytes]:
    """Page 1 and page `depth` of each city and each field, and page 1 of both together."""
    from kapok.core.regions.models import Region
    from kapok.organization.volunteers.models import ServiceField

    cities = Region.objects.filter(parent="440000", level="prefecture").values_list("code", flat=True)
    fields = list(ServiceField.objects.values_list("code", flat=True))
    asked: list[dict] = []
    for n, city in enumerate(cities):
        field = fields[n % len(fields)]
        for each in ({"region": city}, {"field": field}):
            asked += [each, {**each, "cursor": cursor(depth, **each)}]
        asked.append({"region": city, "field": field})
    return [site.request(f"{ADDRESS}?{urlencode(each)}") for each in asked]


def cursor(depth: int, **chosen: str) -> str:
    """What the page before page `depth` says comes next."""
    from django.utils import timezone

    from kapok.activity.activities.queries import PUBLIC_KEYS, public_list
    from kapok.core.common.paging import page

    found = public_list(**chosen, at=timezone.now())
    found = found.select_related(None).only(*PUBLIC_KEYS)
    following = page(found, keys=PUBLIC_KEYS, size=(depth - 1) * SIZE).next
    assert following, f"{chosen} has no page {depth}"
    return following


def beside_constant(site: harness.Site, pages: list[bytes]) -> list[tuple[float, float]]:
    rate(site, pages)  # warm
    return harness.paired(lambda: rate(site, pages), lambda: rate(site, [site.request("/bare/constant")]))


def rate(site: harness.Site, pages: list[bytes]) -> float:
    result = site.load(pages, seconds=4)
    assert set(result["statuses"]) == {"200"}, result
    return result["rate"]
