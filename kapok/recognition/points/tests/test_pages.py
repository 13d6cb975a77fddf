from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kapok.recognition.points import ledger
from kapok.recognition.points.tests.service import record, settle
from kapok.recognition.points.tests.test_ledger import earn


def test_the_statement_shows_what_for_and_what_is_left(client, town):
    record(town, town.volunteers["lin"], minutes=180)
    settle()
    client.force_login(town.lin)

    text = client.get(reverse("points:mine")).content.decode()

    assert "珠江边捡拾垃圾" in text
    assert "+3" in text


def test_an_empty_statement_says_how_points_come(client, town):
    client.force_login(town.qiao)
    response = client.get(reverse("points:mine"), headers={"Accept-Language": "en"})
    assert b"No points yet" in response.content


def test_somebody_who_is_no_volunteer_is_shown_the_way(client, town):
    client.force_login(town.tan)
    response = client.get(reverse("points:mine"), headers={"Accept-Language": "en"})
    assert b"Points come with volunteering" in response.content


def test_the_page_is_for_the_signed_in(client, db):
    assert client.get(reverse("points:mine")).status_code == 302


def test_pages_follow_each_other_by_key(client, town):
    lin = town.volunteers["lin"]
    ledger.post_many([earn(lin, 100, at=town.now) for _ in range(25)])
    client.force_login(town.lin)

    first = client.get(reverse("points:mine"))
    second = client.get(reverse("points:mine"), {"cursor": first.context["page"].next})

    assert len(first.context["page"]) == 20
    assert len(second.context["page"]) == 5
    assert client.get(reverse("points:mine"), {"cursor": "junk"}).status_code == 400


def test_the_page_costs_the_same_however_long_the_statement(client, town, django_assert_max_num_queries):
    ledger.post_many([earn(town.volunteers["lin"], 100, at=town.now) for _ in range(25)])
    client.force_login(town.lin)
    with django_assert_max_num_queries(12):
        client.get(reverse("points:mine"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_statement_is_saved_as_a_file(client, town, form):
    record(town, town.volunteers["lin"], minutes=90)
    settle()
    client.force_login(town.lin)

    response = client.get(reverse("points:statement", args=[form]))

    assert f".{form}" in response["Content-Disposition"]
    if form == "csv":
        assert "珠江边捡拾垃圾" in response.content.decode("utf-8-sig")
    else:
        sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
        assert sheet.to_python()[1][3] == 1.5
