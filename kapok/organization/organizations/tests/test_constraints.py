"""What the database refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kapok.organization.organizations.models import Membership, Organization, Team


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_an_active_organisation_has_a_credit_code_or_a_guiding_body(town):
    with refused("organization_active_has_credit_code_or_guiding_body"), transaction.atomic():
        Organization.objects.filter(pk=town.river_org.pk).update(uscc=None, guiding_body=None)


def test_a_merged_organisation_names_its_successor(town):
    with refused("organization_merged_names_its_successor"), transaction.atomic():
        Organization.objects.filter(pk=town.river_org.pk).update(state="merged")


def test_an_organisation_does_not_guide_itself(town):
    with refused("organization_does_not_guide_itself"), transaction.atomic():
        Organization.objects.filter(pk=town.river_org.pk).update(guiding_body=town.river_org)


def test_a_team_name_stands_once_in_an_organisation(town):
    Team.objects.create(organization=town.river_org, name="青年队")
    with refused("team_name_once_in_an_organization"), transaction.atomic():
        Team.objects.create(organization=town.river_org, name="青年队")


def test_a_role_is_held_once(town):
    with refused("membership_once_per_role"), transaction.atomic():
        Membership.objects.create(organization=town.river_org, user=town.chen, role="leader", started_at=town.now)


def test_a_membership_ends_after_it_starts(town):
    with refused("membership_ends_after_it_starts"), transaction.atomic():
        Membership.objects.filter(user=town.chen).update(ended_at=town.now - timedelta(days=4000))
