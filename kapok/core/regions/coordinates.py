"""Phones and maps in China speak three coordinate systems, up to 700 m apart (domain §6.7)."""

from math import asin, cos, radians, sin, sqrt
from typing import Literal

import coordTransform

System = Literal["wgs84", "gcj02", "bd09"]
SYSTEMS: tuple[System, ...] = ("wgs84", "gcj02", "bd09")
EARTH_RADIUS = 6_371_008.8  # metres, mean

_STEPS = {
    ("wgs84", "gcj02"): (coordTransform.wgs84_to_gcj02,),
    ("gcj02", "wgs84"): (coordTransform.gcj02_to_wgs84,),
    ("gcj02", "bd09"): (coordTransform.gcj02_to_bd09,),
    ("bd09", "gcj02"): (coordTransform.bd09_to_gcj02,),
    ("wgs84", "bd09"): (coordTransform.wgs84_to_gcj02, coordTransform.gcj02_to_bd09),
    ("bd09", "wgs84"): (coordTransform.bd09_to_gcj02, coordTransform.gcj02_to_wgs84),
}


def convert(lng: float, lat: float, crs_from: str, crs_to: str) -> tuple[float, float]:
    """The same place in another system. The way back from GCJ-02 is good to a few metres."""
    if crs_from not in SYSTEMS or crs_to not in SYSTEMS:
        raise ValueError(f"unknown coordinate system: {crs_from} or {crs_to}")
    for step in _STEPS.get((crs_from, crs_to), ()):
        lng, lat = step(lng, lat)
    return float(lng), float(lat)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two (lng, lat) points of one system, along the great circle."""
    (lng_a, lat_a), (lng_b, lat_b) = a, b
    up, across = radians(lat_b - lat_a), radians(lng_b - lng_a)
    part = sin(up / 2) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(part)))
