"""Finding activities by a few characters: Chinese words of two characters, pinyin whole or by
initials.

Chinese has no spaces. Every two neighbouring characters are indexed, and a query must hold all of
its own (docs/decisions/0006). A single character is no word; `queries.public_list` looks for it in
the name.
"""

import re
import unicodedata

HAN = re.compile(r"[㐀-鿿]+")
LATIN = re.compile(r"[a-z0-9]+")
WORDS_IN_QUERY = 8


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def segment(text: str) -> list[str]:
    """The words of a text: neighbouring characters in pairs, Latin words and numbers whole."""
    plain = _plain(text)
    pairs = [run[at : at + 2] for run in HAN.findall(plain) for at in range(len(run) - 1)]
    return list(dict.fromkeys([*pairs, *LATIN.findall(plain)]))


def pinyin(text: str) -> list[str]:
    """`天河公园` → tianhe, tianhegongyuan, thgy …: typed without changing keyboards."""
    # Its dictionaries take 60 MB, and most web workers never write an activity.
    from pypinyin import Style, lazy_pinyin

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
    return " & ".join(f"'{word}'" for word in segment(text)[:WORDS_IN_QUERY])


def lone_character(text: str) -> str:
    """The one Chinese character that is the whole query, or ""."""
    plain = _plain(text).strip()
    return plain if len(plain) == 1 and HAN.fullmatch(plain) else ""
