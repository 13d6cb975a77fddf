from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapok.core.access import signed_in
from kapok.core.common.paging import page
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.points import exports, queries
from kapok.recognition.points.amounts import HUNDREDTHS

FILES = {
    "csv": (exports.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        exports.as_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
LARGEST_EXPORT = 20_000


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Balance, what is held, each movement with what is left after it, and the year as a chart."""
    volunteer = Volunteer.objects.filter(user=request.user).first()
    if volunteer is None:
        return render(request, "points/not_yet.html")
    rows = page(
        queries.statement_of(volunteer),
        keys=["-at", "-id"],
        cursor=request.GET.get("cursor", ""),
    )
    for row in rows:
        row.link = queries.link_of(row)
    months = queries.by_month(volunteer, timezone.localdate())
    return render(
        request,
        "points/mine.html",
        {
            "account": queries.account_of(volunteer),
            "page": rows,
            "chart": _chart(months),
            "first_page": "cursor" not in request.GET,
        },
    )


def _chart(months: list[queries.Month]) -> dict[str, object] | None:
    if not any(month.earned or month.spent for month in months):
        return None
    return {
        "kind": "bar",
        "unit": _("points"),
        "names_label": _("Month"),
        "names": [f"{month.first:%Y-%m}" for month in months],
        "series": [
            {"name": _("Earned"), "values": [_points(month.earned) for month in months]},
            {"name": _("Spent or held"), "values": [_points(month.spent) for month in months]},
        ],
    }


def _points(amount: int) -> int | float:
    return amount / HUNDREDTHS if amount % HUNDREDTHS else amount // HUNDREDTHS


@signed_in
def statement(request: HttpRequest, form: str) -> HttpResponse:
    volunteer = Volunteer.objects.filter(user=request.user).first()
    if volunteer is None:
        raise Http404
    write, content_type = FILES[form]
    rows = queries.statement_of(volunteer).order_by("-at", "-id")[:LARGEST_EXPORT]
    name = f"kapok-points-{timezone.localdate():%Y%m%d}.{form}"
    return HttpResponse(
        write(rows),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
