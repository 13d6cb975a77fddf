"""One scene for each service field (organization/volunteers/tables.py)."""

from kapok.information.portal.illustrations.strokes import (
    BLUE, CREAM, DEEP, GOLD, INK, LEAF, MOSS, PINK, RED, SAND, SKY, STONE, TEAL, WHITE, WOOD,
    Light, at, bubble, cloud, dot, flower, ground, heart, line, oval, person, rect, shape, sky, table, tree, wall, words,
)  # fmt: skip

UP = "M-22-92L-40-58M22-92L44-128"
FORWARD = "M-22-92L-38-60M22-92L56-84"
BOTH_FORWARD = "M-22-92L28-72M22-92L58-80"


def community(light: Light) -> str:
    houses = "".join(
        rect(x, 96 + drop, 104, 190 - drop, colour, 4)
        + rect(x + 14, 116 + drop, 30, 40, WHITE, 15) + rect(x + 60, 116 + drop, 30, 40, WHITE, 15)
        + rect(x + 14, 206, 76, 80, DEEP, 36) + rect(x - 3, 184, 110, 12, WHITE)
        for x, drop, colour in ((34, 0, "#e8a87c"), (144, 22, "#d9c08b"), (254, 8, "#9fbfae"))
    )  # fmt: skip
    lanterns = "".join(line(f"M{x} 196v12", WOOD, 3) + oval(x, 220, 13, 15, RED) for x in (140, 250))
    stall = table(396, 262, 190) + rect(420, 236, 44, 26, TEAL, 4) + line("M500 262v-30M490 232h20", INK, 7)
    return sky(light) + ground(light) + houses + lanterns + person(452, 262, arms=FORWARD) + stall + person(
        566, 330, vest=BLUE, look=1, old=True
    )


def environment(light: Light) -> str:
    river = shape("M0 286Q120 262 260 284T520 280T640 270V360H0Z", BLUE)
    waves = "".join(line(f"M{x} {y}q14-10 28 0t28 0", SKY, 4) for x, y in ((60, 318), (230, 336), (430, 316), (540, 340)))
    bag = shape("M372 286q-12-46 14-56h28q26 10 14 56Z", LEAF) + line("M386 230q14-18 28 0", MOSS, 5)
    picker = line("M344 206L300 274M300 274l-10 8M300 274l8 10", INK, 5)
    bottle = at(268, 282, rect(0, 0, 34, 13, "#d8f0ee", 6) + rect(33, 3, 11, 7, TEAL, 2))
    bank = shape("M0 262Q150 236 320 262T640 246V292Q500 300 380 290T0 300Z", light.ground)
    return sky(light) + tree(108, 262) + tree(566, 258, 0.8, MOSS) + bank + river + waves + bottle + person(
        352, 292, arms="M-22-92L-12-84M22-92L46-58"
    ) + picker + bag + person(214, 280, look=1, arms=UP, scale=0.86)


def health(light: Light) -> str:
    tent = shape("M96 92H420L462 150H54Z", WHITE) + "".join(
        shape(f"M{x} 92h54l{step} 58h-68Z", RED) for x, step in ((150, 4), (270, 10))
    )
    poles = rect(70, 150, 8, 136, STONE) + rect(438, 150, 8, 136, STONE)
    cross = dot(258, 66, 30, RED) + rect(251, 48, 14, 36, WHITE) + rect(240, 59, 36, 14, WHITE)
    scope = line("M158 168q-2 26 12 30t14-30M172 198v18", TEAL, 4) + dot(172, 220, 6, INK)
    desk = table(120, 246, 260, CREAM) + rect(250, 222, 50, 24, TEAL, 4) + line("M300 236q16 0 20-12", INK, 4)
    return sky(light) + ground(light) + tent + poles + cross + person(170, 296, vest=WHITE, arms=FORWARD) + scope + person(
        340, 296, vest=BLUE, old=True, look=2, arms="M-22-92L-58-64M22-92L34-58"
    ) + desk + person(540, 322, look=1, arms=UP)


def emergency(light: Light) -> str:
    bags = "".join(oval(x, y, 40, 15, colour) for x, y, colour in (
        (70, 312, SAND), (150, 312, "#d8bb8c"), (230, 312, SAND), (110, 288, "#d8bb8c"), (190, 288, SAND), (150, 264, "#d8bb8c"),
    ))  # fmt: skip
    water = shape("M0 326Q90 308 180 326T360 326T540 326T640 320V360H0Z", BLUE)
    ring = dot(520, 250, 44, WHITE) + dot(520, 250, 22, light.far) + "".join(
        f'<path d="M520 206a44 44 0 0 1 31 13l-15 16a22 22 0 0 0-16-7Z" fill="{RED}" transform="rotate({turn} 520 250)"/>'
        for turn in (0, 90, 180, 270)
    )

    def helmet(x: float, y: float) -> str:
        return at(x, y, shape("M-27-134a27 27 0 0 1 54 0Z", GOLD) + rect(-33, -138, 66, 8, GOLD, 4))

    rain = "".join(line(f"M{x} {y}l-8 22", BLUE, 3) for x, y in ((90, 40), (220, 66), (330, 34), (430, 70), (596, 150)))
    return sky(light) + cloud(150, 60, 1.6) + cloud(390, 48, 1.3) + rain + ground(light) + bags + person(
        306, 318, arms=FORWARD
    ) + helmet(306, 318) + person(414, 318, look=1, arms="M-22-92L-54-78M22-92L48-70") + helmet(414, 318) + ring + water


def elderly_disabled(light: Light) -> str:
    chair = (
        dot(352, 286, 40, INK) + dot(352, 286, 32, light.ground) + dot(352, 286, 6, INK) + dot(420, 312, 14, INK)
        + line("M322 190v70h76l16 50M300 186h22", STONE, 8)
    )  # fmt: skip
    bowl = shape("M488 244h92q-4 44-46 44t-46-44Z", WHITE) + rect(484, 238, 100, 10, RED, 5) + line(
        "M514 226q-8-12 0-22t0-22M552 226q-8-12 0-22t0-22", STONE, 4
    )
    return wall(light) + rect(60, 60, 120, 84, CREAM, 8) + heart(120, 104, 44) + person(
        266, 324, arms="M-22-92L30-96M22-92L48-126"
    ) + chair + person(362, 304, vest=TEAL, old=True, look=2, sits=True, arms="M-22-92L-8-62M22-92L42-66") + table(
        462, 288, 144
    ) + bowl


def children(light: Light) -> str:
    def book(x: float, y: float, colour: str) -> str:
        return at(x, y, shape("M0 0q-20-14-42-8v32q22-6 42 8 20-14 42-8v-32q-22-6-42 8Z", colour) + shape(
            "M0-4q-18-12-36-8v28q18-4 36 8 18-12 36-8v-28q-18-4-36 8Z", WHITE))  # fmt: skip

    rug = oval(330, 322, 240, 26, PINK)
    return sky(light) + ground(light) + tree(110, 290, 1.5) + cloud(330, 70) + rug + person(
        330, 320, sits=True, arms=BOTH_FORWARD
    ) + book(384, 236, TEAL) + person(216, 326, vest=GOLD, look=1, scale=0.72, sits=True, arms=BOTH_FORWARD) + book(
        256, 270, RED
    ) + person(486, 326, vest=BLUE, look=2, scale=0.72, arms=UP) + flower(560, 302, 22) + flower(596, 318, 15)


def events(light: Light) -> str:
    arch = rect(120, 84, 22, 214, RED, 6) + rect(498, 84, 22, 214, RED, 6) + rect(112, 64, 416, 56, RED, 12)
    flags = "".join(shape(f"M{x} 120h32l-16 26Z", colour) for x, colour in (
        (160, GOLD), (204, TEAL), (248, WHITE), (292, GOLD), (336, TEAL), (380, WHITE), (424, GOLD),
    ))  # fmt: skip
    track = shape("M210 290H430L560 360H80Z", "#d9826b") + line("M320 292V356", WHITE, 5)
    signal = line("M540 208v-84", WOOD, 6) + shape("M540 126h58l-14 18 14 18h-58Z", GOLD)
    cup = shape("M62 238h52q0 46-26 46t-26-46Z", GOLD) + rect(82, 282, 12, 18, GOLD) + rect(66, 298, 44, 12, WOOD, 4)
    return sky(light) + ground(light) + track + arch + flags + words(320, 104, "START", 34, CREAM) + person(
        320, 330, vest=BLUE, look=1, arms="M-22-92L-46-104M22-92L46-66"
    ) + person(504, 316, arms="M-22-92L-38-60M22-92L38-112") + signal + person(222, 318, look=2, arms=UP, scale=0.9) + cup


def legal(light: Light) -> str:
    scale = (
        line("M320 66v150M246 92h148", WOOD, 8) + dot(320, 62, 10, GOLD) + line("M246 92l-26 58M246 92l26 58M394 92l-26 58M394 92l26 58", STONE, 3)
        + shape("M212 150h68q-6 26-34 26t-34-26Z", GOLD) + shape("M360 150h68q-6 26-34 26t-34-26Z", GOLD)
    )  # fmt: skip
    books = rect(286, 216, 68, 16, DEEP, 3) + rect(278, 232, 84, 16, TEAL, 3)
    return wall(light) + scale + person(176, 312, arms=FORWARD) + person(
        470, 312, vest=BLUE, look=1, arms="M-22-92L-56-80M22-92L38-60"
    ) + table(150, 248, 340) + books + rect(390, 236, 50, 12, WHITE, 2)


def education(light: Light) -> str:
    board = rect(70, 46, 340, 164, WOOD, 10) + rect(80, 56, 320, 144, "#2f5d50", 4) + words(176, 120, "3 + 4 = 7", 38, CREAM)
    drawn = line("M290 176l38-70 38 70Z", CREAM, 4) + line("M110 168h90M110 184h60", SKY, 4)
    pupils = "".join(
        person(x, 384, vest=colour, look=n, scale=0.8, arms=UP if n == 1 else "M-22-92L-34-70M22-92L34-70")
        for n, (x, colour) in enumerate(((150, GOLD), (270, BLUE), (392, TEAL)))
    )
    desks = "".join(rect(x - 50, 330, 100, 14, WOOD, 5) for x in (150, 270, 392))
    return wall(light) + board + drawn + person(482, 318, arms="M-22-92L-66-128M22-92L38-60") + pupils + desks + rect(
        540, 262, 64, 14, RED, 3
    ) + rect(546, 248, 54, 14, GOLD, 3)


def culture(light: Light) -> str:
    mask = (
        shape("M250 74q70-34 140 0 18 96-14 146-26 40-56 40t-56-40Q232 170 250 74Z", WHITE)
        + shape("M320 60q34 0 70 14 6 40 4 72-40-4-54 26-8 20-20 20t-20-20c-8-24-26-32-54-26q-2-32 4-72 36-14 70-14Z", RED)
        + oval(282, 142, 22, 12, WHITE) + oval(358, 142, 22, 12, WHITE) + dot(284, 142, 8, INK) + dot(356, 142, 8, INK)
        + line("M256 118q24-18 48-2M336 116q24-16 48 2", INK, 7) + shape("M296 214q24 16 48 0-6 18-24 18t-24-18Z", DEEP) + flower(320, 92, 17, GOLD, RED)
    )  # fmt: skip
    brush = at(470, 226, line("M0 0L70-86", WOOD, 9) + shape("M0 0l-22 34 34-20Z", INK))
    pots = "".join(rect(x, 292, 40, 34, WHITE, 6) + oval(x + 20, 292, 20, 7, colour) for x, colour in ((430, RED), (482, GOLD), (534, TEAL)))
    fan = shape("M96 292a92 92 0 0 1 120-66l-34 84Z", TEAL) + line("M182 306L110 262M182 306l-44-70M182 306l-6-82", CREAM, 3)
    return rect(0, 0, 640, 360, light.sky) + dot(320, 160, 150, light.far) + rect(0, 306, 640, 54, light.ground) + mask + brush + pots + fan


def counselling(light: Light) -> str:
    chairs = "".join(rect(x, 212, 92, 104, colour, 26) for x, colour in ((130, TEAL), (406, "#d98d6f")))
    plant = rect(304, 268, 36, 48, WOOD, 6) + oval(322, 250, 12, 30, LEAF) + oval(304, 256, 10, 24, MOSS) + oval(340, 256, 10, 24, MOSS)
    return wall(light) + bubble(196, 56, 112, 70) + heart(252, 92, 34) + bubble(346, 76, 96, 58, CREAM, left=False) + line(
        "M372 98h46M372 114h30", STONE, 6
    ) + chairs + person(184, 316, sits=True, arms="M-22-92L-10-62M22-92L46-76") + person(
        444, 316, vest=BLUE, look=1, sits=True, arms="M-22-92L-40-66M22-92L6-62"
    ) + plant


def publicity(light: Light) -> str:
    board = rect(60, 84, 220, 156, WOOD, 8) + rect(70, 94, 200, 136, CREAM, 4) + rect(86, 240, 12, 62, WOOD) + rect(242, 240, 12, 62, WOOD)
    posters = rect(84, 108, 74, 52, RED, 4) + words(121, 146, "!", 40, CREAM) + rect(84, 170, 74, 46, SKY, 4) + line(
        "M176 116h76M176 136h76M176 156h54M176 188h76M176 206h60", STONE, 6
    )
    horn = at(404, 196, shape("M0-12L74-46V46L0 12Z", GOLD) + rect(-18, -13, 22, 26, RED, 6) + line("M92-26q14 26 0 52M112-40q24 40 0 80", RED, 6))
    return sky(light) + ground(light) + board + posters + person(356, 318, arms="M-22-92L-40-58M22-92L40-112") + horn + person(
        560, 330, vest=BLUE, look=1, old=True, scale=0.92
    )


def network(light: Light) -> str:
    screen = rect(186, 84, 260, 162, INK, 14) + rect(198, 96, 236, 138, SKY, 4) + rect(296, 246, 40, 26, STONE) + rect(256, 268, 120, 10, STONE, 5)
    wifi = line("M262 156q54-50 108 0M284 180q32-30 64 0", TEAL, 9) + dot(316, 204, 9, RED)
    tools = line("M120 250l34-34M470 252h44", STONE, 9) + dot(116, 254, 11, STONE) + rect(510, 244, 40, 16, RED, 6)
    return wall(light) + table(90, 278, 480) + screen + wifi + tools + person(560, 352, scale=0.98, arms="M-22-92L-60-92M22-92L38-60") + person(
        92, 352, vest=TEAL, look=2, old=True, scale=0.94, arms=UP
    )


def administration(light: Light) -> str:
    clip = rect(222, 52, 176, 212, WOOD, 12) + rect(236, 72, 148, 178, WHITE, 4) + rect(278, 42, 64, 26, STONE, 8)
    ticks = "".join(line(f"M252 {y}l8 9 14-17", LEAF, 6) + line(f"M290 {y}h76", STONE, 6) for y in (104, 142, 180, 218))
    files = "".join(rect(440, y, 128, 20, colour, 4) for y, colour in ((256, RED), (234, GOLD), (212, TEAL)))
    stamp = rect(92, 246, 54, 22, DEEP, 6) + rect(108, 202, 22, 48, WOOD, 8)
    return wall(light) + table(60, 276, 520) + clip + ticks + files + stamp + person(176, 352, arms=FORWARD, scale=0.94)


def planning(light: Light) -> str:
    sheet = rect(200, 50, 270, 200, WHITE, 12) + rect(200, 50, 270, 42, RED, 12) + rect(200, 78, 270, 14, RED)
    days = "".join(
        rect(220 + 49 * (n % 5), 106 + 46 * (n // 5), 36, 32, {2: GOLD, 6: TEAL, 8: PINK, 12: RED}.get(n, "#efe6da"), 6) for n in range(15)
    )
    return wall(light) + sheet + days + line("M240 40v22M430 40v22", INK, 9) + person(
        150, 324, arms="M-22-92L-38-60M22-92L66-120"
    ) + person(520, 324, vest=TEAL, look=1, arms="M-22-92L-60-104M22-92L38-60")


def reception(light: Light) -> str:
    hall = shape("M60 280V120Q320 20 580 120V280Z", light.far) + rect(252, 170, 136, 110, WHITE, 60) + line("M320 176v104", light.ground, 4)
    sign = rect(90, 190, 10, 110, WOOD) + shape("M52 150h112l28 26-28 26H52Z", TEAL) + words(112, 186, "欢迎", 30, CREAM)
    case = rect(520, 262, 62, 62, GOLD, 8) + line("M538 262v-30h26v30", INK, 6) + line("M536 262v62M566 262v62", WOOD, 5)
    return sky(light) + hall + ground(light, 280) + sign + person(270, 326, arms="M-22-92L-6-74M22-92L62-100") + person(
        390, 326, look=1, arms="M-22-92L-62-100M22-92L6-74"
    ) + person(486, 336, vest=BLUE, look=2, scale=0.92) + case


def translation(light: Light) -> str:
    globe = dot(320, 212, 66, SKY) + line("M254 212h132M320 146v132M320 146q-50 66 0 132M320 146q50 66 0 132", BLUE, 4)
    return sky(light) + ground(light) + bubble(112, 52, 152, 84) + words(188, 108, "你好", 46, RED) + bubble(
        368, 62, 160, 80, CREAM, left=False
    ) + words(448, 116, "Hello", 42, TEAL) + globe + person(170, 326, arms=UP) + person(
        472, 326, vest=BLUE, look=2, arms="M-22-92L-44-128M22-92L40-58"
    )


def photography(light: Light) -> str:
    frame = rect(70, 56, 240, 172, WOOD, 6) + rect(82, 68, 216, 148, CREAM)
    family = at(82, 68, person(60, 148, vest=TEAL, old=True, look=2, scale=0.78) + person(150, 148, vest=PINK, old=True, scale=0.78)
                + person(106, 150, vest=GOLD, look=1, scale=0.56))  # fmt: skip
    camera = line("M410 330l28-104M486 330l-28-104M448 330V226", INK, 7) + rect(402, 168, 92, 62, INK, 10) + rect(428, 154, 36, 18, INK, 5)
    lens = dot(436, 199, 22, STONE) + dot(436, 199, 14, BLUE) + dot(430, 193, 4, WHITE) + dot(480, 182, 5, RED)
    return wall(light) + frame + family + person(546, 330, arms="M-22-92L-56-100M22-92L38-60") + camera + lens


def kapok(light: Light) -> str:
    bough = line("M0 300Q180 290 300 210T640 120M360 186Q380 120 450 84M210 262Q150 220 96 226", WOOD, 12)
    return sky(light) + bough + flower(300, 180, 92, RED) + flower(470, 96, 62, DEEP) + flower(104, 214, 54, RED) + flower(
        548, 188, 44, RED
    ) + dot(566, 130, 14, DEEP) + dot(206, 236, 13, DEEP)


SCENES = {
    "community": community, "environment": environment, "health": health, "emergency": emergency,
    "elderly-disabled": elderly_disabled, "children": children, "events": events, "legal": legal, "education": education,
    "culture": culture, "counselling": counselling, "publicity": publicity, "network": network,
    "administration": administration, "planning": planning, "reception": reception, "translation": translation,
    "photography": photography, "kapok": kapok,
}  # fmt: skip
