import pytest
from django.urls import reverse

from kapok.core.journal.models import Line
from kapok.organization.organizations import actions
from kapok.organization.organizations.models import Organization


def test_joining_twice_changes_nothing(town):
    first = actions.join(town.river_org, user=town.qiao, at=town.now)
    assert actions.join(town.river_org, user=town.qiao, at=town.now) == first
    assert Line.objects.filter(verb="organization.joined").count() == 1


def test_whoever_left_may_join_again(town):
    actions.join(town.river_org, user=town.qiao, at=town.now)
    actions.leave(town.river_org, user=town.qiao, at=town.now)
    with pytest.raises(actions.NotAMember):
        actions.leave(town.river_org, user=town.qiao, at=town.now)
    actions.join(town.river_org, user=town.qiao, at=town.now)


def test_a_suspended_organisation_takes_nobody(town):
    Organization.objects.filter(pk=town.river_org.pk).update(state="suspended")
    with pytest.raises(actions.NotTakingMembers):
        actions.join(town.river_org, user=town.qiao, at=town.now)


@pytest.mark.parametrize(("who", "status"), [("fang", 200), ("wu", 200), ("lin", 404), ("deng", 404), (None, 302)])
def test_who_reads_the_members(client, town, who, status):
    if who:
        client.force_login(getattr(town, who))
    for page in ("members", "members_sheet"):
        assert client.get(reverse(f"organizations:{page}", args=[town.river_org.pk])).status_code == status


def test_the_list_finds_by_name_and_place(client, town):
    assert "珠江志愿服务队" in client.get(reverse("organizations:list"), {"q": "珠江"}).text
    assert "珠江志愿服务队" not in client.get("/s/shenzhen/organizations/").text
    assert "梧桐山志愿服务队" in client.get("/s/shenzhen/organizations/").text
