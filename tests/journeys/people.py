"""Somebody in front of a browser: goes, presses and types by the words on the page, and minds what it looks like."""

import base64
import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, override
from PIL import Image
from playwright.sync_api import Error, Locator, Page, expect

from conftest import ROOT, assert_accessible

JSQR = ROOT / "node_modules" / "jsqr" / "dist" / "jsQR.js"
PATIENCE = 20_000  # milliseconds; a busy machine is not a broken page
UNAVOIDABLE = "Failed to load resource"  # the browser's own note of a 404, 409 or 422 that a journey provokes
PARTICULAR = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[a-z2-7]{40,}|\d{3,}")
expect.set_options(timeout=PATIENCE)
LOOKED_AT: set[tuple[str, str, str]] = set()


@dataclass
class Person:
    page: Page
    language: str
    size: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type == "error" and UNAVOIDABLE not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def words(self, text: str, **values: object) -> str:
        """The sentence as this person reads it."""
        with override(self.language):
            found = gettext(text)
        return found % values if values else found

    def go(self, address: str, status: int = 200) -> "Person":
        answer = self.page.goto(address)
        assert answer.status == status, f"{address}: {answer.status}"
        return self.look()

    def look(self) -> "Person":
        """The page as it stands: nobody has to scroll sideways, and axe finds nothing (once per kind of page)."""
        self.page.wait_for_load_state("load")
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{self.page.url} is {width} px too wide"
        kind = (PARTICULAR.sub("…", self.page.url.split("?")[0]), self.size, self.page.title())
        if kind not in LOOKED_AT:
            assert_accessible(self.page)
            LOOKED_AT.add(kind)
        return self

    def sees(self, text: str, **values: object) -> "Person":
        expect(self.page.get_by_text(self.words(text, **values)).filter(visible=True).first).to_be_visible()
        return self

    def sees_not(self, text: str, *, exact: bool = False, **values: object) -> "Person":
        expect(self.page.get_by_text(self.words(text, **values), exact=exact).filter(visible=True)).to_have_count(0)
        return self

    def reads(self, text: str) -> "Person":
        """What is no word of the interface: a name, a figure."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def link(self, text: str) -> Locator:
        return self.page.get_by_role("link", name=self.words(text)).filter(visible=True).first

    def button(self, text: str) -> Locator:
        return self.page.get_by_role("button", name=self.words(text)).filter(visible=True).first

    def follow(self, text: str) -> "Person":
        self.link(text).click()
        return self.look()

    def press(self, text: str) -> "Person":
        self.button(text).click()
        return self

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(self.words(label)).filter(visible=True).first

    def types(self, label: str, value: str) -> "Person":
        self.field(label).fill(value)
        return self

    def ticks(self, label: str) -> "Person":
        self.field(label).check()
        return self


def signed_in(page: Page, user: Any, server: str, language: str) -> None:
    """This page belongs to that person from now on; their letters come in its language."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])


def photograph(picture: Locator, tries: int = 3) -> Image.Image:
    """A photo of it; the panel may be swapped for the next code in the middle of a shot."""
    try:
        return Image.open(io.BytesIO(picture.screenshot())).convert("RGBA")
    except Error:
        if tries == 1:
            raise
        return photograph(picture, tries - 1)


def scan(picture: Locator) -> str:
    """What a phone's camera makes of a QR code on the screen: a photo of it, read by the reader we ship."""
    photo = photograph(picture)
    page = picture.page.context.new_page()
    try:
        page.evaluate(JSQR.read_text(encoding="utf-8"))
        found = page.evaluate(
            """([text, width, height]) => {
                const bytes = Uint8ClampedArray.from(atob(text), c => c.charCodeAt(0));
                return (window.jsQR || jsQR)(bytes, width, height)?.data;
            }""",
            [base64.b64encode(photo.tobytes()).decode(), photo.width, photo.height],
        )
    finally:
        page.close()
    assert found, "no camera could read this code"
    return found
