"""What goes on between four walls."""

from kapok.information.portal.illustrations.strokes import (
    BLUE,
    CREAM,
    DEEP,
    FORWARD,
    GOLD,
    INK,
    LEAF,
    MOSS,
    PINK,
    RED,
    SKY,
    STONE,
    TEAL,
    UP,
    WHITE,
    WOOD,
    Light,
    at,
    bubble,
    dot,
    heart,
    line,
    oval,
    person,
    rect,
    shape,
    table,
    wall,
    words,
)


def elderly_disabled(light: Light) -> str:
    chair = (
        dot(352, 286, 40, INK) + dot(352, 286, 32, light.ground) + dot(352, 286, 6, INK) + dot(420, 312, 14, INK)
        + line("M322 190v70h76l16 50M300 186h22", STONE, 8)
    )  # fmt: skip
    bowl = (
        shape("M488 244h92q-4 44-46 44t-46-44Z", WHITE)
        + rect(484, 238, 100, 10, RED, 5)
        + line("M514 226q-8-12 0-22t0-22M552 226q-8-12 0-22t0-22", STONE, 4)
    )
    return (
        wall(light)
        + rect(60, 60, 120, 84, CREAM, 8)
        + heart(120, 104, 44)
        + person(266, 324, arms="M-22-92L30-96M22-92L48-126")
        + chair
        + person(362, 304, vest=TEAL, old=True, look=2, sits=True, arms="M-22-92L-8-62M22-92L42-66")
        + table(462, 288, 144)
        + bowl
    )


def legal(light: Light) -> str:
    scale = (
        line("M320 66v150M246 92h148", WOOD, 8) + dot(320, 62, 10, GOLD) + line("M246 92l-26 58M246 92l26 58M394 92l-26 58M394 92l26 58", STONE, 3)
        + shape("M212 150h68q-6 26-34 26t-34-26Z", GOLD) + shape("M360 150h68q-6 26-34 26t-34-26Z", GOLD)
    )  # fmt: skip
    books = rect(286, 216, 68, 16, DEEP, 3) + rect(278, 232, 84, 16, TEAL, 3)
    return (
        wall(light)
        + scale
        + person(176, 312, arms=FORWARD)
        + person(470, 312, vest=BLUE, look=1, arms="M-22-92L-56-80M22-92L38-60")
        + table(150, 248, 340)
        + books
        + rect(390, 236, 50, 12, WHITE, 2)
    )


def education(light: Light) -> str:
    board = (
        rect(70, 46, 340, 164, WOOD, 10)
        + rect(80, 56, 320, 144, "#2f5d50", 4)
        + words(176, 120, "3 + 4 = 7", 38, CREAM)
    )
    drawn = line("M290 176l38-70 38 70Z", CREAM, 4) + line("M110 168h90M110 184h60", SKY, 4)
    pupils = "".join(
        person(x, 384, vest=colour, look=n, scale=0.8, arms=UP if n == 1 else "M-22-92L-34-70M22-92L34-70")
        for n, (x, colour) in enumerate(((150, GOLD), (270, BLUE), (392, TEAL)))
    )
    desks = "".join(rect(x - 50, 330, 100, 14, WOOD, 5) for x in (150, 270, 392))
    return (
        wall(light)
        + board
        + drawn
        + person(482, 318, arms="M-22-92L-66-128M22-92L38-60")
        + pupils
        + desks
        + rect(540, 262, 64, 14, RED, 3)
        + rect(546, 248, 54, 14, GOLD, 3)
    )


def counselling(light: Light) -> str:
    chairs = "".join(rect(x, 212, 92, 104, colour, 26) for x, colour in ((130, TEAL), (406, "#d98d6f")))
    plant = (
        rect(304, 268, 36, 48, WOOD, 6)
        + oval(322, 250, 12, 30, LEAF)
        + oval(304, 256, 10, 24, MOSS)
        + oval(340, 256, 10, 24, MOSS)
    )
    return (
        wall(light)
        + bubble(196, 56, 112, 70)
        + heart(252, 92, 34)
        + bubble(346, 76, 96, 58, CREAM, left=False)
        + line("M372 98h46M372 114h30", STONE, 6)
        + chairs
        + person(184, 316, sits=True, arms="M-22-92L-10-62M22-92L46-76")
        + person(444, 316, vest=BLUE, look=1, sits=True, arms="M-22-92L-40-66M22-92L6-62")
        + plant
    )


def network(light: Light) -> str:
    screen = (
        rect(186, 84, 260, 162, INK, 14)
        + rect(198, 96, 236, 138, SKY, 4)
        + rect(296, 246, 40, 26, STONE)
        + rect(256, 268, 120, 10, STONE, 5)
    )
    wifi = line("M262 156q54-50 108 0M284 180q32-30 64 0", TEAL, 9) + dot(316, 204, 9, RED)
    tools = line("M120 250l34-34M470 252h44", STONE, 9) + dot(116, 254, 11, STONE) + rect(510, 244, 40, 16, RED, 6)
    return (
        wall(light)
        + table(90, 278, 480)
        + screen
        + wifi
        + tools
        + person(560, 352, scale=0.98, arms="M-22-92L-60-92M22-92L38-60")
        + person(92, 352, vest=TEAL, look=2, old=True, scale=0.94, arms=UP)
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
        rect(220 + 49 * (n % 5), 106 + 46 * (n // 5), 36, 32, {2: GOLD, 6: TEAL, 8: PINK, 12: RED}.get(n, "#efe6da"), 6)
        for n in range(15)
    )
    return (
        wall(light)
        + sheet
        + days
        + line("M240 40v22M430 40v22", INK, 9)
        + person(150, 324, arms="M-22-92L-38-60M22-92L66-120")
        + person(520, 324, vest=TEAL, look=1, arms="M-22-92L-60-104M22-92L38-60")
    )


def photography(light: Light) -> str:
    frame = rect(70, 56, 240, 172, WOOD, 6) + rect(82, 68, 216, 148, CREAM)
    family = at(82, 68, person(60, 148, vest=TEAL, old=True, look=2, scale=0.78) + person(150, 148, vest=PINK, old=True, scale=0.78)
                + person(106, 150, vest=GOLD, look=1, scale=0.56))  # fmt: skip
    camera = (
        line("M410 330l28-104M486 330l-28-104M448 330V226", INK, 7)
        + rect(402, 168, 92, 62, INK, 10)
        + rect(428, 154, 36, 18, INK, 5)
    )
    lens = dot(436, 199, 22, STONE) + dot(436, 199, 14, BLUE) + dot(430, 193, 4, WHITE) + dot(480, 182, 5, RED)
    return wall(light) + frame + family + person(546, 330, arms="M-22-92L-56-100M22-92L38-60") + camera + lens
