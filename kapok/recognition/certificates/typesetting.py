"""Typesets a certificate as PDF with typst.

One compiler a process is kept: fonts are read once, and what does not change between certificates
(title, ornaments) is not laid out again. Data goes in as JSON and never as markup.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FOLDER = Path(__file__).parent / "typst"
FAMILY = "Noto Serif SC"
# The accessible-PDF profile refuses a character that no font can draw; plain PDF leaves a hole.
STRICT: Literal["ua-1"] = "ua-1"
HOLE = "could not be displayed"
SEAL_SIDE = 119.0  # points: the 42 mm of an official round seal


@dataclass(frozen=True)
class Typeset:
    pdf: bytes
    undrawable: frozenset[str]


class Press:
    """The compilers, and the one lock they need: a compiler works on one document at a time."""

    def __init__(self, *, font_folders: Iterable[Path], system_fonts: bool) -> None:
        self.fonts = typst.Fonts(
            include_system_fonts=system_fonts,
            font_paths=[folder for folder in font_folders if folder.is_dir()],
        )
        if FAMILY not in self.fonts.families():
            raise ImproperlyConfigured(
                f"The font {FAMILY!r} is missing: run bin/setup, or name its folder in KAPOK_FONTS."
            )
        self.certificate = self._compiler("certificate.typ")
        self.seal = self._compiler("seal.typ")
        self.lock = Lock()

    def typeset(self, data: Mapping[str, Any]) -> Typeset:
        """Lay out `data`; characters that no font can draw are printed as their code points."""
        try:
            return Typeset(self._compile(data), frozenset())
        except typst.TypstError as error:
            if HOLE not in str(error):
                raise
        holes = self.undrawable(_characters(data))
        return Typeset(self._compile({**_named(data, holes), "undrawable": True}), holes)

    @lru_cache(maxsize=64)  # noqa: B019 - one press lives as long as the process
    def drawing(self, name: str, use: str) -> bytes:
        """What the visible seal looks like, as a page of its own."""
        inputs = {"name": name, "use": use, "side": str(SEAL_SIDE)}
        with self.lock:
            return one_file(self.seal.compile(format="pdf", sys_inputs=inputs, pdf_tags=False))

    def undrawable(self, characters: Iterable[str]) -> frozenset[str]:
        return frozenset(one for one in characters if not self._draws(one))

    def _draws(self, character: str) -> bool:
        probe = f'#set document(title: "?")\n#set text(font: "{FAMILY}")\n#"{character}"'
        try:
            typst.compile(probe.encode(), format="pdf", font_paths=self.fonts, pdf_standards=STRICT)
        except typst.TypstError as error:
            if HOLE in str(error):
                return False
            raise
        return True

    def _compile(self, data: Mapping[str, Any]) -> bytes:
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        with self.lock:
            return one_file(self.certificate.compile(format="pdf", sys_inputs=inputs, pdf_standards=STRICT))

    def _compiler(self, name: str) -> typst.Compiler:
        return typst.Compiler(FOLDER / name, root=FOLDER, font_paths=self.fonts, ignore_system_fonts=True)


@lru_cache(maxsize=1)
def press() -> Press:
    return Press(font_folders=settings.FONT_DIRS, system_fonts=True)


def one_file(made: bytes | list[bytes] | None) -> bytes:
    """A PDF is one file; only pictures come page by page."""
    if not isinstance(made, bytes):
        raise TypeError("typst made no single file")
    return made


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _characters(data: Mapping[str, Any]) -> set[str]:
    """Each that may be missing: ASCII is in every font, and a quote would end the probe."""
    return {one for text in _strings(data) for one in text if ord(one) > 0x7F}


def _named(value: Any, holes: frozenset[str]) -> Any:
    if isinstance(value, str):
        return re.sub(".", lambda m: f"⟨U+{ord(m[0]):04X}⟩" if m[0] in holes else m[0], value, flags=re.DOTALL)
    if isinstance(value, Mapping):
        return {key: _named(part, holes) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_named(part, holes) for part in value]
    return value
