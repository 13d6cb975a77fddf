"""Outlines on a plane: dissolving shared borders, simplifying so that neighbours still meet.

A ring is a closed list of points without the repeated last one. Neighbours in the source share
vertices exactly; a border between two junctions is one *arc*, simplified once and used by both.
"""

from collections import defaultdict
from collections.abc import Iterable

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]  # the outline, then its holes


def tidy(points: Iterable[Iterable[float]]) -> Ring:
    """Rounded to three decimals (about 100 m), repeated points dropped."""
    ring: Ring = []
    for x, y, *_ in points:
        point = (round(x, 3), round(y, 3))
        if not ring or point != ring[-1]:
            ring.append(point)
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def turned(ring: Ring, *, hole: bool) -> Ring:
    """Outlines run anticlockwise, holes clockwise."""
    return ring if (area(ring) < 0) == hole else ring[::-1]


def edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def dissolve(polygons: list[Polygon]) -> list[Polygon]:
    """One outline for several neighbours: borders run both ways cancel out."""
    open_edges: dict[tuple[Point, Point], int] = defaultdict(int)
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            for a, b in edges(turned(ring, hole=number > 0)):
                if open_edges.get((b, a)):
                    open_edges[b, a] -= 1
                else:
                    open_edges[a, b] += 1
    return nested(loops(open_edges))


def loops(counted: dict[tuple[Point, Point], int]) -> list[Ring]:
    onward: dict[Point, list[Point]] = defaultdict(list)
    for (a, b), times in sorted(counted.items()):
        onward[a] += [b] * times
    rings = []
    for start in sorted(onward):
        while onward[start]:
            rings += simple_loops(walk(onward, start))
    return rings


def walk(onward: dict[Point, list[Point]], start: Point) -> list[Point]:
    trail = [start]
    while onward[trail[-1]]:
        trail.append(onward[trail[-1]].pop())
    return trail


def simple_loops(trail: list[Point]) -> list[Ring]:
    """Cuts a trail wherever it meets itself."""
    rings: list[Ring] = []
    stack: list[Point] = []
    at: dict[Point, int] = {}
    for point in trail:
        if point in at:
            cut = at[point]
            rings.append(stack[cut:])
            for gone in stack[cut + 1 :]:
                del at[gone]
            del stack[cut + 1 :]
        else:
            at[point] = len(stack)
            stack.append(point)
    return [ring for ring in rings if len(ring) > 2]


def nested(rings: list[Ring]) -> list[Polygon]:
    outlines = sorted((r for r in rings if area(r) > 0), key=area, reverse=True)
    polygons: list[Polygon] = [[r] for r in outlines]
    for hole in (r for r in rings if area(r) < -1e-4):
        home = next((p for p in reversed(polygons) if holds(p[0], hole[0])), None)
        if home:
            home.append(hole)
    return polygons


def holds(ring: Ring, point: Point) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in edges(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def simplify(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas-Peucker, without recursion."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: distance(line[i], line[first], line[last]))
        if distance(line[far], line[first], line[last]) > tolerance:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def distance(point: Point, a: Point, b: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return float(((x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2) ** 0.5)


def junctions(rings: Iterable[Ring]) -> set[Point]:
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for a, b in edges(ring):
            neighbours[a].add(b)
            neighbours[b].add(a)
    return {point for point, near in neighbours.items() if len(near) != 2}


def simplified_ring(ring: Ring, ends: set[Point], tolerance: float) -> Ring:
    cuts = [i for i, point in enumerate(ring) if point in ends]
    if not cuts:
        start = ring.index(min(ring))
        far = max(ring, key=lambda p: distance(p, ring[start], ring[start]))
        cuts = sorted({start, ring.index(far)})
    closed = ring + ring
    result: Ring = []
    for first, last in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        arc = closed[first : last + 1]
        backwards = arc[::-1] < arc
        line = simplify(arc[::-1] if backwards else arc, tolerance)
        result += (line[::-1] if backwards else line)[:-1]
    return result


def simplified(shapes: dict[str, list[Polygon]], tolerance: float) -> dict[str, list[Polygon]]:
    """All shapes of a map at once; islands that shrink to nothing go, the largest part never."""
    ends = junctions(ring for parts in shapes.values() for polygon in parts for ring in polygon)
    result: dict[str, list[Polygon]] = {}
    for code, parts in shapes.items():
        ordered = sorted(parts, key=lambda p: abs(area(p[0])), reverse=True)
        result[code] = []
        for number, polygon in enumerate(ordered):
            rings = [simplified_ring(ring, ends, tolerance) for ring in polygon]
            small = len(rings[0]) < 3 or abs(area(rings[0])) < tolerance**2
            if small and number:
                continue
            outline = polygon[0] if small else rings[0]
            result[code].append([outline, *(r for r in rings[1:] if len(r) > 3)])
    return result
