"""Every sentence of the interface exists in Chinese, and no translation is left over."""

import ast
import re

import polib
from django.template.base import Lexer, TokenType

from tests.guards.house import KAPOK, ROOT, sources

CALLS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy", "npgettext"}
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def catalogue() -> dict[str, polib.POEntry]:
    entries = {}
    for file in KAPOK.rglob("locale/zh_Hans/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(file)):
            entries[entry.msgid] = entry
    return entries


def of_python() -> set[str]:
    found = set()
    for path in [*sources(), ROOT / "config" / "api.py", ROOT / "config" / "settings.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in CALLS:
                    texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                    found |= set(texts[1:] if name.startswith(("p", "np")) else texts[:1])
    return found


def of_templates() -> set[str]:
    return {text for path in KAPOK.rglob("templates/**/*.*") for text in of_template(path.read_text(encoding="utf-8"))}


def of_template(source: str):
    """Strings of {% translate %} and {% blocktranslate %}, the latter as Django itself would look them up."""
    block, trimmed = None, False
    for token in Lexer(source).tokenize():
        words = token.contents.split()
        if block is not None:
            if token.token_type == TokenType.BLOCK and words[0] in ("endblocktranslate", "endblocktrans", "plural"):
                text = "".join(block)
                yield " ".join(line.strip() for line in text.strip().splitlines()) if trimmed else text
                block = None if words[0] != "plural" else []
                if words[0] == "plural":
                    block = None  # only the singular is the key
            elif token.token_type == TokenType.VAR:
                block.append(f"%({token.contents})s")
            elif token.token_type == TokenType.TEXT:
                block.append(token.contents.replace("%", "%%"))
        elif token.token_type == TokenType.BLOCK and words[0] in ("translate", "trans"):
            match = re.match(r"trans(?:late)? ([\"'])(.*?)(?<!\\)\1", token.contents)
            if match:
                yield match[2].replace('\\"', '"')
        elif token.token_type == TokenType.BLOCK and words[0] in ("blocktranslate", "blocktrans"):
            block, trimmed = [], "trimmed" in words
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from (text for _, text in re.findall(r"_\(([\"'])(.*?)\1\)", token.contents))


def django_knows() -> set[str]:
    from django.conf import locale

    file = f"{locale.__path__[0]}/zh_Hans/LC_MESSAGES/django.po"
    return {entry.msgid for entry in polib.pofile(file) if entry.msgstr}


def test_every_sentence_is_translated():
    known = catalogue()
    wanted = {text for text in of_python() | of_templates() if re.search(r"[A-Za-z]{2}", text)} - django_knows()
    missing = sorted(
        text for text in wanted if text not in known or not (known[text].msgstr or known[text].msgstr_plural)
    )
    assert not missing


def test_places_in_translations_are_those_of_the_sentence():
    wrong = [
        entry.msgid
        for entry in catalogue().values()
        for said in ([entry.msgstr] if entry.msgstr else entry.msgstr_plural.values())
        if not set(PLACE.findall(said))
        <= set(PLACE.findall(entry.msgid)) | set(PLACE.findall(entry.msgid_plural or ""))
    ]
    assert not wrong


def test_nothing_is_marked_doubtful_or_left_over():
    used = of_python() | of_templates()
    entries = catalogue()
    assert not [msgid for msgid, entry in entries.items() if entry.fuzzy]
    assert not sorted(msgid for msgid in entries if msgid and msgid not in used)
