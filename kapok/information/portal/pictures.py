"""The share picture of an activity: name, day and place on kapok red, drawn when asked for."""

import hashlib
import io
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from PIL import Image, ImageDraw, ImageFont

from kapok.activity.activities.models import Activity
from kapok.core.ui import words

SIZE = (1200, 630)
RED, DEEP, PAPER, GOLD = "#c8102e", "#8f0b20", "#fff8f0", "#f4b740"
FONT = "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"


@lru_cache(maxsize=4)
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(settings.BASE_DIR, "node_modules/@expo-google-fonts", FONT)), size)


def tag(activity: Activity | None) -> str | None:
    if activity is None:
        return None
    shown = f"{words.local(activity, 'name')}|{activity.starts_at}|{activity.address}"
    return '"' + hashlib.sha256(shown.encode()).hexdigest()[:24] + '"'


def share_picture(activity: Activity) -> bytes:
    """A PNG of 1200 × 630 pixels."""
    image = Image.new("RGB", SIZE, RED)
    draw = ImageDraw.Draw(image)
    _petals(draw)
    draw.text((80, 70), "木棉 Kapok", font=font(40), fill=GOLD)
    top = 170
    for line in _wrapped(words.local(activity, "name"), 64, 900)[:3]:
        draw.text((80, top), line, font=font(64), fill=PAPER)
        top += 88
    when = date_format(timezone.localtime(activity.starts_at), "Y-m-d H:i")
    draw.text((80, 480), when, font=font(44), fill=PAPER)
    draw.text((80, 540), activity.region.local_full_name, font=font(36), fill=PAPER)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _petals(draw: ImageDraw.ImageDraw) -> None:
    """Five thick petals and a golden heart in the lower right corner."""
    for x, y in [(1060, 300), (1170, 390), (1130, 520), (990, 520), (950, 390)]:
        draw.ellipse((x - 95, y - 95, x + 95, y + 95), fill=DEEP)
    draw.ellipse((1010, 365, 1110, 465), fill=GOLD)


def _wrapped(text: str, size: int, width: int) -> list[str]:
    lines, line = [], ""
    for part in _parts(text):
        if font(size).getlength(line + part) > width and line:
            lines.append(line.strip())
            line = ""
        line += part
    return [*lines, line.strip()]


def _parts(text: str) -> list[str]:
    """Latin text breaks at spaces, Chinese anywhere."""
    return [word + " " for word in text.split()] if text.isascii() else list(text)
