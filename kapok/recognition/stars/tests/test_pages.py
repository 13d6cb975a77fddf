from datetime import timedelta

from django.urls import reverse

from kapok.recognition.stars import queries
from kapok.recognition.stars.models import StarGrade
from kapok.recognition.stars.tests.test_stars import hours


def test_an_operator_certifies_what_was_open_long_enough(town, client):
    lin = hours(town, "lin", 300, at=town.now)
    StarGrade.objects.filter(level=1).update(reached_at=town.now - timedelta(days=8))
    client.force_login(town.wu)
    page = client.get(reverse("stars:waiting"))
    assert [grade.is_open for grade in page.context["page"]] == [False, True]
    for grade in page.context["page"]:
        client.post(reverse("stars:certify", args=[grade.pk]))
    assert list(queries.held(lin.pk).order_by("level").values_list("state", flat=True)) == ["certified", "reached"]


def test_others_do_not_come_in(town, client):
    client.force_login(town.lin)
    assert client.get(reverse("stars:waiting")).status_code == 403


def test_stars_stand_on_the_record_page(town, client):
    hours(town, "lin", 130)
    client.force_login(town.lin)
    assert "300 小时" in client.get(reverse("records:mine")).content.decode()
