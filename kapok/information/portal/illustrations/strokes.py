"""What every picture is made of: a palette, a few shapes, and people in kapok-red vests."""

from dataclasses import dataclass

RED, DEEP, GOLD, CREAM, INK = "#c8102e", "#8f0b20", "#f0b13c", "#fff6e9", "#3a2a24"
TEAL, LEAF, MOSS, WOOD, SAND, STONE = "#2f7d73", "#5f9b57", "#3f7350", "#8a5f3c", "#e9cfa6", "#b9a795"
BLUE, SKY, WHITE, PINK = "#3d7fb0", "#bfe0ea", "#fffdfa", "#f2a59a"
# Arms, from the shoulders out.
UP = "M-22-92L-40-58M22-92L44-128"
FORWARD = "M-22-92L-38-60M22-92L56-84"
BOTH_FORWARD = "M-22-92L28-72M22-92L58-80"
SKINS = ("#f0c19a", "#e2a87c", "#f5d0b0")
HAIRS = ("#2b211e", "#4a352a", "#cfc7c0")


@dataclass(frozen=True)
class Light:
    """A time of day: sky above, sky below, sun, far hills, ground."""

    name: str
    sky: str
    sun: str
    far: str
    ground: str


LIGHTS = (
    Light("", "#fdebd8", "#f7c873", "#f6d3b3", "#efd9b4"),
    Light("-2", "#dff0f2", "#fbe3a1", "#bddcd6", "#cfe3bd"),
    Light("-3", "#fbdcd6", "#f59c7d", "#efb9b0", "#e9c7a8"),
)


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0) -> str:
    corner = f' rx="{r:g}"' if r else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}"{corner} fill="{fill}"/>'


def dot(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str) -> str:
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"/>'


def shape(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def line(d: str, colour: str, width: float = 6) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def words(x: float, y: float, text: str, size: int, fill: str = INK) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="sans-serif" font-weight="700" font-size="{size}" '
        f'text-anchor="middle" fill="{fill}">{text}</text>'
    )


def at(x: float, y: float, inside: str, scale: float = 1) -> str:
    size = f" scale({scale:g})" if scale != 1 else ""
    return f'<g transform="translate({x:g} {y:g}){size}">{inside}</g>'


def flower(x: float, y: float, r: float, petal: str = RED, heart: str = GOLD) -> str:
    petals = "".join(
        f'<ellipse cy="{-r * 0.62:g}" rx="{r * 0.4:.4g}" ry="{r * 0.58:.4g}" transform="rotate({turn})" fill="{petal}"/>'
        for turn in range(0, 360, 72)
    )
    return at(x, y, petals + dot(0, 0, r * 0.3, heart))


def tree(x: float, y: float, scale: float = 1, leaf: str = LEAF) -> str:
    crown = dot(0, -118, 52, leaf) + dot(-38, -88, 38, leaf) + dot(40, -90, 40, MOSS)
    return at(x, y, rect(-8, -84, 16, 84, WOOD, 4) + crown, scale)


def cloud(x: float, y: float, scale: float = 1) -> str:
    return at(x, y, oval(0, 0, 46, 16, WHITE) + dot(-14, -10, 18, WHITE) + dot(14, -13, 22, WHITE), scale)


def person(
    x: float, y: float, *, vest: str = RED, look: int = 0, old: bool = False, scale: float = 1,
    arms: str = "M-22-92L-40-58M22-92L40-58", sits: bool = False,
) -> str:  # fmt: skip
    """Somebody standing (or sitting) with the feet at the origin; `arms` are drawn from the shoulders."""
    skin, hair = SKINS[look % 3], HAIRS[2] if old else HAIRS[look % 2]
    legs = line("M-8-44H24V0", INK, 15) if sits else rect(-17, -50, 14, 50, INK, 5) + rect(3, -50, 14, 50, INK, 5)
    body = rect(-25, -110, 50, 66, vest, 16)
    mark = flower(11, -90, 7, CREAM, GOLD) if vest == RED else ""
    head = dot(0, -134, 23, skin) + shape("M-24-134a24 24 0 0 1 48 0c-8-10-20-14-32-13-6 1-12 5-16 13Z", hair)
    face = dot(-8, -132, 2, INK) + dot(8, -132, 2, INK) + line("M-6-124q6 6 12 0", INK, 2.4)
    return at(x, y, legs + body + mark + line(arms, skin, 11) + head + face, scale)


def ground(light: Light, top: float = 268) -> str:
    return shape(f"M0 {top}Q160 {top - 22} 330 {top - 4}T640 {top - 12}V360H0Z", light.ground)


def sky(light: Light) -> str:
    far = shape("M0 236Q90 168 190 214T380 190T520 206T640 176V300H0Z", light.far)
    return rect(0, 0, 640, 360, light.sky) + dot(528, 82, 44, light.sun) + far


def wall(light: Light) -> str:
    """A room: wall, floor, a window with the light of the day."""
    window = rect(478, 44, 116, 108, WHITE, 8) + rect(486, 52, 100, 92, light.far, 4) + dot(556, 80, 18, light.sun)
    return rect(0, 0, 640, 360, light.sky) + window + rect(0, 280, 640, 80, light.ground)


def table(x: float, y: float, width: float, colour: str = WOOD) -> str:
    legs = rect(x + 14, y, 10, 74, colour) + rect(x + width - 24, y, 10, 74, colour)
    return rect(x, y, width, 14, colour, 6) + legs


def bubble(x: float, y: float, w: float, h: float, fill: str = WHITE, *, left: bool = True) -> str:
    tail = x + (24 if left else w - 44)
    return rect(x, y, w, h, fill, 20) + shape(f"M{tail} {y + h - 4}h24l{-14 if left else 14} 24Z", fill)


def heart(x: float, y: float, size: float, fill: str = RED) -> str:
    return at(x, y, shape("M0 10C-14-2-8-14 0-6 8-14 14-2 0 10Z", fill), size / 14)
