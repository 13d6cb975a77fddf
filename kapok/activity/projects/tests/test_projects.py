from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kapok.activity.projects import actions
from kapok.activity.projects.models import Project
from kapok.core.journal.models import Line
from kapok.organization.organizations.models import Team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


TYPED = {
    "name": "乡村图书角", "name_en": "", "description": "每月一次", "description_en": "",
    "region": "440106",
    "service_fields": ["environment"], "starts_on": "2026-01-01", "ends_on": "",
}  # fmt: skip


def url(town):
    return f"/organise/organizations/{town.river_org.pk}/projects/new"


def test_create_start_and_pause(client, town):
    client.force_login(town.chen)
    assert client.post(url(town), TYPED).status_code == 302
    project = Project.objects.get(name="乡村图书角")
    assert project.number.startswith("P440106")
    assert Line.objects.filter(verb="project.created", about_id=project.pk).exists()
    client.post(f"/organise/projects/{project.pk}/run")
    project.refresh_from_db()
    assert project.state == "running"
    client.post(f"/organise/projects/{project.pk}/pause")
    project.refresh_from_db()
    assert project.state == "paused"
    assert "乡村图书角" in client.get("/organise/projects/").content.decode()
    assert client.get(f"/organise/projects/{project.pk}/edit").status_code == 200


def test_what_was_typed_is_kept(client, town):
    client.force_login(town.chen)
    answer = client.post(url(town), {**TYPED, "ends_on": "2020-01-01"})
    assert answer.status_code == 422
    assert "每月一次" in answer.content.decode()


def test_at_most_four_fields(town):
    values = {"region": town.river_org.region, "service_fields": [town.field] * 5}
    with pytest.raises(actions.TooManyFields):
        actions.create(town.river_org, values=values, by=town.chen, at=town.now)


def test_other_organisations_do_not_exist_here(client, town):
    client.force_login(town.deng)
    assert client.get(url(town)).status_code == 404
    client.force_login(town.zhou)
    assert client.get(url(town)).status_code == 403


def test_a_closed_team_keeps_its_projects_closed(town):
    team = Team.objects.create(organization=town.river_org, name="一队", closed_at=town.now)
    Project.objects.filter(pk=town.river_project.pk).update(team=team, state="paused")
    with pytest.raises(actions.TeamClosed):
        actions.run(town.river_project, by=town.chen, at=town.now)


def test_the_database_refuses_an_end_before_the_start(town):
    name = "project_ends_after_it_starts"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Project.objects.update(starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 2) - timedelta(days=1))
