"""Finding activities by a few characters: Chinese words of two characters, pinyin whole or by
initials.

Chinese has no spaces: jieba cuts words, short and long readings both, and a query must hold all
of them.
A single character is no word; `queries.public_list` falls back to trigrams for it.
"""

import logging
import re
import unicodedata
from functools import cache

from pypinyin import Style, lazy_pinyin

HAN = re.compile(r"[㐀-鿿]+")
LATIN = re.compile(r"[a-z0-9]+")
WORDS_IN_QUERY = 8


@cache
def _cutter():
    """jieba takes a second to read its dictionary: once, and only where somebody searches."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.cut_for_search


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def segment(text: str) -> list[str]:
    """The words of a text as indexed: jieba's, and every two neighbouring characters."""
    plain, words = _plain(text), []
    for run in HAN.findall(plain):
        words += _cutter()(run)
        words += [run[place : place + 2] for place in range(len(run) - 1)]
    return list(dict.fromkeys([*words, *LATIN.findall(plain)]))


def pinyin(text: str) -> list[str]:
    """`天河公园` → tianhe, tianhegongyuan, thgy …: typed without changing keyboards."""
    found: list[str] = []
    for run in HAN.findall(_plain(text)):
        syllables = lazy_pinyin(run)
        initials = "".join(lazy_pinyin(run, style=Style.FIRST_LETTER))
        found += [*syllables, "".join(syllables), initials]
        for size in (2, 3, 4):
            for place in range(len(syllables) - size + 1):
                found.append("".join(syllables[place : place + size]))
                found.append(initials[place : place + size])
    return list(dict.fromkeys(found))


def query(text: str) -> str:
    """A tsquery in which every word of `text` must occur; "" when there is nothing to look for."""
    words: list[str] = []
    plain = _plain(text)
    for run in HAN.findall(plain):
        words += [run[place : place + 2] for place in range(len(run) - 1)]
    words += LATIN.findall(plain)
    return " & ".join(f"'{word}'" for word in words[:WORDS_IN_QUERY])


def lone_character(text: str) -> str:
    """The one Chinese character that is the whole query, or ""."""
    plain = _plain(text).strip()
    return plain if len(plain) == 1 and HAN.fullmatch(plain) else ""
