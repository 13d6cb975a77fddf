"""Chinese working days with swapped weekends (Order 67 Art 11 counts in them; BR-50)."""

from datetime import date, timedelta

import chinese_calendar
from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal


class CalendarMissing(Refusal):
    message = _("The working-day calendar for %(year)s has not been published yet.")


def is_workday(day: date) -> bool:
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        raise CalendarMissing(year=day.year) from None


def after(day: date, workdays: int) -> date:
    """The date that lies `workdays` working days after `day` (`day` itself does not count).

    Raises CalendarMissing when the official notice of a year in between is not known.
    """
    while workdays:
        day += timedelta(days=1)
        workdays -= is_workday(day)
    return day


def expected(day: date, workdays: int) -> tuple[date, bool]:
    """Like `after`, but beyond the published calendar counts Monday to Friday; the flag says whether it is exact."""
    exact = True
    while workdays:
        day += timedelta(days=1)
        try:
            workdays -= is_workday(day)
        except CalendarMissing:
            exact = False
            workdays -= day.weekday() < 5
    return day, exact
