"""A statement as a file of an office: CSV that spreadsheets open in Chinese, or a workbook."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from kapok.core.ui import words
from kapok.recognition.points.amounts import HUNDREDTHS
from kapok.recognition.points.models import PointsTransaction

BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def header() -> list[str]:
    return [_("Time"), _("What for"), _("Kind"), _("Points in or out"), _("Balance after it")]


def rows(statement: Iterable[PointsTransaction]) -> Iterator[list[Any]]:
    for row in statement:
        yield [
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}",
            _harmless(words.local(row.details, "name")),
            str(row.get_kind_display()),
            row.amount / HUNDREDTHS,
            row.balance / HUNDREDTHS,
        ]


def _harmless(text: str) -> str:
    """A name that a spreadsheet would run as a formula stays text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(statement: Iterable[PointsTransaction]) -> bytes:
    file = io.StringIO()
    file.write(BYTE_ORDER_MARK)
    csv.writer(file).writerows([header(), *rows(statement)])
    return file.getvalue().encode()


def as_workbook(statement: Iterable[PointsTransaction]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Points"))
        sheet.write_row(0, 0, header(), book.add_format({"bold": True}))
        for number, row in enumerate(rows(statement), start=1):
            sheet.write_row(number, 0, row)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 40)
        sheet.set_column(2, 4, 14)
        sheet.freeze_panes(1, 0)
    return file.getvalue()
