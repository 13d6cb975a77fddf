import pytest
from django.urls import reverse

from kapok.activity.attendance.models import CheckInMode
from kapok.activity.records.refusals import DecidedAlready
from kapok.activity.records.tests.conftest import record_of, serve, settle
from kapok.organization.organizations.models import Membership


def address(name, *args):
    return reverse(f"records:{name}", args=args)


@pytest.fixture
def served(town):
    """Qiao's two hours count; Lin's, ticked by the leader, wait."""
    serve(town, "qiao")
    serve(town, "lin", mode=CheckInMode.LEADER_ROSTER, by=town.chen)
    settle(town)
    return town


def test_ones_own_record_with_its_filters(served, client):
    client.force_login(served.qiao)
    page = client.get(address("mine"))
    assert [record.service_minutes for record in page.context["page"]] == [120]
    assert "2 小时" in page.content.decode()
    other = client.get(address("mine") + "?state=rejected")
    assert not other.context["page"].rows and other.context["filtered"]


@pytest.mark.parametrize("query", ["?year=x", "?year=99999999", "?state=%00", "?cursor=zzz", "?kind=gold"])
def test_hostile_filters_are_no_error(served, client, query):
    client.force_login(served.qiao)
    assert client.get(address("mine") + query).status_code in (200, 400)


def test_who_is_not_enrolled_is_shown_the_way(served, client):
    client.force_login(served.wu)
    assert client.get(address("mine")).status_code == 200
    assert client.get(address("export_csv")).status_code == 404


def test_presence_that_is_no_record_yet_shows_its_next_step(town, client):
    serve(town, "qiao")
    client.force_login(town.qiao)
    (waiting,) = client.get(address("mine")).context["waiting"]
    assert waiting["steps"][-1]["due"] > town.start.date()


def test_a_record_tells_its_history_to_its_owner_only(served, client):
    record = record_of(served, "qiao")
    client.force_login(served.qiao)
    page = client.get(address("detail", record.uid))
    assert page.context["history"][0]["tone"] == "done"
    assert "BR-45@default" in page.content.decode()
    client.force_login(served.lin)
    assert client.get(address("detail", record.uid)).status_code == 404


def test_the_record_leaves_as_a_spreadsheet(served, client):
    client.force_login(served.qiao)
    assert client.get(address("export_xlsx")).content[:2] == b"PK"
    text = client.get(address("export_csv")).content.decode("utf-8-sig")
    assert "珠江边捡拾垃圾" in text and len(text.splitlines()) == 2


@pytest.mark.parametrize(("who", "status", "count"), [("zhou", 200, 1), ("wu", 200, 1), ("lin", 403, 0)])
def test_reviewers_see_what_waits(served, client, who, status, count):
    client.force_login(served.people[who])
    page = client.get(address("pending"))
    assert page.status_code == status
    if status == 200:
        assert len(page.context["page"].rows) == count


def test_confirming_many_at_once(served, client):
    client.force_login(served.zhou)
    record = record_of(served, "lin")
    data = {"record": [str(record.id), "nonsense"]}
    first = client.post(address("confirm_many"), data, follow=True)
    again = client.post(address("confirm_many"), data, follow=True)
    assert record_of(served, "lin").state == "effective"
    assert [len(answer.context["messages"]) for answer in (first, again)] == [1, 1]
    assert str(DecidedAlready.message) in str(next(iter(again.context["messages"])))


def test_a_decision_is_taken_on_the_version_that_was_seen(served, client):
    record = record_of(served, "lin")
    where = address("review", record.volunteer_id, record.uid)
    client.force_login(served.zhou)
    bad = client.post(where, {"decision": "reject", "reason": "", "version": 1})
    assert bad.status_code == 409
    good = client.post(where, {"decision": "adjust", "minutes": 90, "reason": "早退", "version": 1})
    assert good.status_code == 302
    client.force_login(served.fang)
    late = client.post(where, {"decision": "reject", "reason": "未到", "version": 1})
    assert late.status_code == 409
    assert record_of(served, "lin").service_minutes == 90


def test_a_foreign_reviewer_finds_nothing(served, client):
    record = record_of(served, "lin")
    served.user("far", "外地人")
    Membership.objects.create(organization=served.hill_org, user=served.far, role="recorder", started_at=served.now)
    client.force_login(served.far)
    assert client.get(address("review", record.volunteer_id, record.uid)).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("chen", 200), ("zhou", 403), ("lin", 404), ("deng", 404)])
def test_the_settlement_page_is_the_leaders(served, client, who, status):
    client.force_login(served.people[who])
    assert client.get(address("settlement", served.clean_up.pk)).status_code == status


def test_a_leader_counts_the_hours(town, client):
    serve(town, "qiao")
    client.force_login(town.chen)
    assert client.post(address("settlement", town.clean_up.pk)).status_code == 302
    assert record_of(town, "qiao").state == "effective"


def test_totals_over_the_api(served, client):
    client.force_login(served.qiao)
    assert client.get("/api/v1/me/totals").json()["lifetime_minutes"] == 120
    assert client.get("/api/v1/me/records").json()["items"][0]["evidence"] == "qr_rotating/qr_rotating"
