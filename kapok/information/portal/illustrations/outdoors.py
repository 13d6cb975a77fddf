"""What goes on under the sky."""

from kapok.information.portal.illustrations.strokes import (
    BLUE,
    BOTH_FORWARD,
    CREAM,
    DEEP,
    FORWARD,
    GOLD,
    INK,
    LEAF,
    MOSS,
    PINK,
    RED,
    SAND,
    SKY,
    STONE,
    TEAL,
    UP,
    WHITE,
    WOOD,
    Light,
    at,
    bubble,
    cloud,
    dot,
    flower,
    ground,
    line,
    oval,
    person,
    rect,
    shape,
    sky,
    table,
    tree,
    words,
)


def community(light: Light) -> str:
    houses = "".join(
        rect(x, 96 + drop, 104, 190 - drop, colour, 4)
        + rect(x + 14, 116 + drop, 30, 40, WHITE, 15) + rect(x + 60, 116 + drop, 30, 40, WHITE, 15)
        + rect(x + 14, 206, 76, 80, DEEP, 36) + rect(x - 3, 184, 110, 12, WHITE)
        for x, drop, colour in ((34, 0, "#e8a87c"), (144, 22, "#d9c08b"), (254, 8, "#9fbfae"))
    )  # fmt: skip
    lanterns = "".join(line(f"M{x} 196v12", WOOD, 3) + oval(x, 220, 13, 15, RED) for x in (140, 250))
    stall = table(396, 262, 190) + rect(420, 236, 44, 26, TEAL, 4) + line("M500 262v-30M490 232h20", INK, 7)
    return (
        sky(light)
        + ground(light)
        + houses
        + lanterns
        + person(452, 262, arms=FORWARD)
        + stall
        + person(566, 330, vest=BLUE, look=1, old=True)
    )


def environment(light: Light) -> str:
    river = shape("M0 286Q120 262 260 284T520 280T640 270V360H0Z", BLUE)
    waves = "".join(
        line(f"M{x} {y}q14-10 28 0t28 0", SKY, 4) for x, y in ((60, 318), (230, 336), (430, 316), (540, 340))
    )
    bag = shape("M372 286q-12-46 14-56h28q26 10 14 56Z", LEAF) + line("M386 230q14-18 28 0", MOSS, 5)
    picker = line("M344 206L300 274M300 274l-10 8M300 274l8 10", INK, 5)
    bottle = at(268, 282, rect(0, 0, 34, 13, "#d8f0ee", 6) + rect(33, 3, 11, 7, TEAL, 2))
    bank = shape("M0 262Q150 236 320 262T640 246V292Q500 300 380 290T0 300Z", light.ground)
    return (
        sky(light)
        + tree(108, 262)
        + tree(566, 258, 0.8, MOSS)
        + bank
        + river
        + waves
        + bottle
        + person(352, 292, arms="M-22-92L-12-84M22-92L46-58")
        + picker
        + bag
        + person(214, 280, look=1, arms=UP, scale=0.86)
    )


def health(light: Light) -> str:
    tent = shape("M96 92H420L462 150H54Z", WHITE) + "".join(
        shape(f"M{x} 92h54l{step} 58h-68Z", RED) for x, step in ((150, 4), (270, 10))
    )
    poles = rect(70, 150, 8, 136, STONE) + rect(438, 150, 8, 136, STONE)
    cross = dot(258, 66, 30, RED) + rect(251, 48, 14, 36, WHITE) + rect(240, 59, 36, 14, WHITE)
    scope = line("M158 168q-2 26 12 30t14-30M172 198v18", TEAL, 4) + dot(172, 220, 6, INK)
    desk = table(120, 246, 260, CREAM) + rect(250, 222, 50, 24, TEAL, 4) + line("M300 236q16 0 20-12", INK, 4)
    return (
        sky(light)
        + ground(light)
        + tent
        + poles
        + cross
        + person(170, 296, vest=WHITE, arms=FORWARD)
        + scope
        + person(340, 296, vest=BLUE, old=True, look=2, arms="M-22-92L-58-64M22-92L34-58")
        + desk
        + person(540, 322, look=1, arms=UP)
    )


def emergency(light: Light) -> str:
    bags = "".join(oval(x, y, 40, 15, colour) for x, y, colour in (
        (70, 312, SAND), (150, 312, "#d8bb8c"), (230, 312, SAND), (110, 288, "#d8bb8c"), (190, 288, SAND), (150, 264, "#d8bb8c"),
    ))  # fmt: skip
    water = shape("M0 326Q90 308 180 326T360 326T540 326T640 320V360H0Z", BLUE)
    ring = (
        dot(520, 250, 44, WHITE)
        + dot(520, 250, 22, light.far)
        + "".join(
            f'<path d="M520 206a44 44 0 0 1 31 13l-15 16a22 22 0 0 0-16-7Z" fill="{RED}" transform="rotate({turn} 520 250)"/>'
            for turn in (0, 90, 180, 270)
        )
    )

    def helmet(x: float, y: float) -> str:
        return at(x, y, shape("M-27-134a27 27 0 0 1 54 0Z", GOLD) + rect(-33, -138, 66, 8, GOLD, 4))

    rain = "".join(line(f"M{x} {y}l-8 22", BLUE, 3) for x, y in ((90, 40), (220, 66), (330, 34), (430, 70), (596, 150)))
    return (
        sky(light)
        + cloud(150, 60, 1.6)
        + cloud(390, 48, 1.3)
        + rain
        + ground(light)
        + bags
        + person(306, 318, arms=FORWARD)
        + helmet(306, 318)
        + person(414, 318, look=1, arms="M-22-92L-54-78M22-92L48-70")
        + helmet(414, 318)
        + ring
        + water
    )


def children(light: Light) -> str:
    def book(x: float, y: float, colour: str) -> str:
        return at(x, y, shape("M0 0q-20-14-42-8v32q22-6 42 8 20-14 42-8v-32q-22-6-42 8Z", colour) + shape(
            "M0-4q-18-12-36-8v28q18-4 36 8 18-12 36-8v-28q-18-4-36 8Z", WHITE))  # fmt: skip

    rug = oval(330, 322, 240, 26, PINK)
    return (
        sky(light)
        + ground(light)
        + tree(110, 290, 1.5)
        + cloud(330, 70)
        + rug
        + person(330, 320, sits=True, arms=BOTH_FORWARD)
        + book(384, 236, TEAL)
        + person(216, 326, vest=GOLD, look=1, scale=0.72, sits=True, arms=BOTH_FORWARD)
        + book(256, 270, RED)
        + person(486, 326, vest=BLUE, look=2, scale=0.72, arms=UP)
        + flower(560, 302, 22)
        + flower(596, 318, 15)
    )


def events(light: Light) -> str:
    arch = rect(120, 84, 22, 214, RED, 6) + rect(498, 84, 22, 214, RED, 6) + rect(112, 64, 416, 56, RED, 12)
    flags = "".join(shape(f"M{x} 120h32l-16 26Z", colour) for x, colour in (
        (160, GOLD), (204, TEAL), (248, WHITE), (292, GOLD), (336, TEAL), (380, WHITE), (424, GOLD),
    ))  # fmt: skip
    track = shape("M210 290H430L560 360H80Z", "#d9826b") + line("M320 292V356", WHITE, 5)
    signal = line("M540 208v-84", WOOD, 6) + shape("M540 126h58l-14 18 14 18h-58Z", GOLD)
    cup = shape("M62 238h52q0 46-26 46t-26-46Z", GOLD) + rect(82, 282, 12, 18, GOLD) + rect(66, 298, 44, 12, WOOD, 4)
    return (
        sky(light)
        + ground(light)
        + track
        + arch
        + flags
        + words(320, 104, "START", 34, CREAM)
        + person(320, 330, vest=BLUE, look=1, arms="M-22-92L-46-104M22-92L46-66")
        + person(504, 316, arms="M-22-92L-38-60M22-92L38-112")
        + signal
        + person(222, 318, look=2, arms=UP, scale=0.9)
        + cup
    )


def culture(light: Light) -> str:
    mask = (
        shape("M250 74q70-34 140 0 18 96-14 146-26 40-56 40t-56-40Q232 170 250 74Z", WHITE)
        + shape("M320 60q34 0 70 14 6 40 4 72-40-4-54 26-8 20-20 20t-20-20c-8-24-26-32-54-26q-2-32 4-72 36-14 70-14Z", RED)
        + oval(282, 142, 22, 12, WHITE) + oval(358, 142, 22, 12, WHITE) + dot(284, 142, 8, INK) + dot(356, 142, 8, INK)
        + line("M256 118q24-18 48-2M336 116q24-16 48 2", INK, 7) + shape("M296 214q24 16 48 0-6 18-24 18t-24-18Z", DEEP) + flower(320, 92, 17, GOLD, RED)
    )  # fmt: skip
    brush = at(470, 226, line("M0 0L70-86", WOOD, 9) + shape("M0 0l-22 34 34-20Z", INK))
    pots = "".join(
        rect(x, 292, 40, 34, WHITE, 6) + oval(x + 20, 292, 20, 7, colour)
        for x, colour in ((430, RED), (482, GOLD), (534, TEAL))
    )
    fan = shape("M96 292a92 92 0 0 1 120-66l-34 84Z", TEAL) + line(
        "M182 306L110 262M182 306l-44-70M182 306l-6-82", CREAM, 3
    )
    return (
        rect(0, 0, 640, 360, light.sky)
        + dot(320, 160, 150, light.far)
        + rect(0, 306, 640, 54, light.ground)
        + mask
        + brush
        + pots
        + fan
    )


def publicity(light: Light) -> str:
    board = (
        rect(60, 84, 220, 156, WOOD, 8)
        + rect(70, 94, 200, 136, CREAM, 4)
        + rect(86, 240, 12, 62, WOOD)
        + rect(242, 240, 12, 62, WOOD)
    )
    posters = (
        rect(84, 108, 74, 52, RED, 4)
        + words(121, 146, "!", 40, CREAM)
        + rect(84, 170, 74, 46, SKY, 4)
        + line("M176 116h76M176 136h76M176 156h54M176 188h76M176 206h60", STONE, 6)
    )
    horn = at(
        404,
        196,
        shape("M0-12L74-46V46L0 12Z", GOLD)
        + rect(-18, -13, 22, 26, RED, 6)
        + line("M92-26q14 26 0 52M112-40q24 40 0 80", RED, 6),
    )
    return (
        sky(light)
        + ground(light)
        + board
        + posters
        + person(356, 318, arms="M-22-92L-40-58M22-92L40-112")
        + horn
        + person(560, 330, vest=BLUE, look=1, old=True, scale=0.92)
    )


def reception(light: Light) -> str:
    hall = (
        shape("M60 280V120Q320 20 580 120V280Z", light.far)
        + rect(252, 170, 136, 110, WHITE, 60)
        + line("M320 176v104", light.ground, 4)
    )
    sign = (
        rect(90, 190, 10, 110, WOOD) + shape("M52 150h112l28 26-28 26H52Z", TEAL) + words(112, 186, "欢迎", 30, CREAM)
    )
    case = (
        rect(520, 262, 62, 62, GOLD, 8) + line("M538 262v-30h26v30", INK, 6) + line("M536 262v62M566 262v62", WOOD, 5)
    )
    return (
        sky(light)
        + hall
        + ground(light, 280)
        + sign
        + person(270, 326, arms="M-22-92L-6-74M22-92L62-100")
        + person(390, 326, look=1, arms="M-22-92L-62-100M22-92L6-74")
        + person(486, 336, vest=BLUE, look=2, scale=0.92)
        + case
    )


def translation(light: Light) -> str:
    globe = dot(320, 212, 66, SKY) + line("M254 212h132M320 146v132M320 146q-50 66 0 132M320 146q50 66 0 132", BLUE, 4)
    return (
        sky(light)
        + ground(light)
        + bubble(112, 52, 152, 84)
        + words(188, 108, "你好", 46, RED)
        + bubble(368, 62, 160, 80, CREAM, left=False)
        + words(448, 116, "Hello", 42, TEAL)
        + globe
        + person(170, 326, arms=UP)
        + person(472, 326, vest=BLUE, look=2, arms="M-22-92L-44-128M22-92L40-58")
    )


def kapok(light: Light) -> str:
    bough = line("M0 300Q180 290 300 210T640 120M360 186Q380 120 450 84M210 262Q150 220 96 226", WOOD, 12)
    return (
        sky(light)
        + bough
        + flower(300, 180, 92, RED)
        + flower(470, 96, 62, DEEP)
        + flower(104, 214, 54, RED)
        + flower(548, 188, 44, RED)
        + dot(566, 130, 14, DEEP)
        + dot(206, 236, 13, DEEP)
    )
