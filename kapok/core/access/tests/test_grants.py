import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from kapok.core.access import PLATFORM, Permission, can, grants_of, knows_of, region_scope, scopes_where
from kapok.core.access.grants import is_staff
from kapok.core.substations.models import Substation
from kapok.organization.organizations.models import Membership


def test_a_role_reaches_only_its_own_house(town):
    assert can(town.chen, Permission.ACTIVITY_PUBLISH, on=town.clean_up)
    assert not can(town.chen, Permission.RECORD_CONFIRM, on=town.clean_up)
    assert not can(town.deng, Permission.ACTIVITY_PUBLISH, on=town.clean_up)
    assert not knows_of(town.deng, town.clean_up)
    assert knows_of(town.zhou, town.clean_up)


def test_an_operator_reaches_everything_in_the_city(town):
    assert can(town.wu, Permission.ACTIVITY_APPROVE, on=town.clean_up)
    assert not can(town.wu, Permission.ACTIVITY_APPROVE, on=town.activity(organization=town.hill_org)[0])
    assert region_scope("440100") in scopes_where(town.wu, Permission.VOLUNTEER_READ)


@pytest.mark.parametrize("change", [{"kind": "college"}, {"closed_at": timezone.now()}])
def test_an_operator_of_a_college_or_a_closed_station_does_not(town, change):
    Substation.objects.filter(pk=town.river.pk).update(**change)
    assert region_scope("440100") not in scopes_where(town.wu, Permission.VOLUNTEER_READ)
    assert not can(town.wu, Permission.VOLUNTEER_READ, on=town.volunteers["lin"])


def test_an_officer_reaches_the_whole_province(town):
    assert can(town.ma, Permission.RECORD_CONFIRM, on=town.clean_up)
    assert scopes_where(town.ma, Permission.POLICY_CHANGE) == {PLATFORM}


def test_a_role_that_ended_is_gone(town):
    Membership.objects.filter(user=town.chen).update(ended_at=town.now)
    assert not can(town.chen, Permission.ACTIVITY_PUBLISH, on=town.clean_up)


def test_members_are_not_staff(town):
    assert not is_staff(town.lin)
    assert is_staff(town.chen)
    assert grants_of(AnonymousUser()) == ()
