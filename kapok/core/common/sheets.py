"""Spreadsheets out: what every office here lives in."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import HttpResponse

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """An .xlsx download: bold frozen header, dates as dates, text never read as a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "remove_timezone": True}
    ) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        page = book.add_worksheet()
        page.freeze_panes(1, 0)
        page.write_row(0, 0, [str(each) for each in header], formats["head"])
        widths = [len(str(each)) * 2 for each in header]
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(page, number, column, value, formats)
                widths[column] = max(widths[column], min(len(str(value)) * 2, 60))
        for column, width in enumerate(widths):
            page.set_column(column, column, max(width, 8))
    response = HttpResponse(buffer.getvalue(), content_type=KIND)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _write(page: Any, row: int, column: int, value: Any, formats: dict) -> None:
    if isinstance(value, datetime | date):
        page.write_datetime(row, column, value, formats[type(value)])
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, "" if value is None else str(value))
