from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kapok.activity.projects.models import Project, ProjectState
from kapok.core import journal, policies
from kapok.core.common.refusals import Refusal
from kapok.organization.organizations.models import Organization

EDITABLE = (
    "name",
    "name_en",
    "description",
    "description_en",
    "region",
    "team",
    "starts_on",
    "ends_on",
)


class TooManyFields(Refusal):
    message = _("A project names at most %(most)s service fields.")
    field = "service_fields"


class OrganizationNotActive(Refusal):
    message = _("Only an active organisation runs projects.")


class TeamClosed(Refusal):
    message = _("The team of this project is closed: the project cannot run.")
    field = "team"


@transaction.atomic
def create(organization: Organization, *, values: dict[str, Any], by: Any, at: datetime) -> Project:
    if organization.state != "active":
        raise OrganizationNotActive
    project = Project(organization=organization, number=_number(organization), created_at=at)
    _write(project, values, at)
    _tell("project.created", project, by=by, at=at)
    return project


@transaction.atomic
def change(project: Project, *, values: dict[str, Any], by: Any, at: datetime) -> Project:
    project = Project.objects.select_for_update().get(pk=project.pk)
    _write(project, values, at)
    _tell("project.changed", project, by=by, at=at)
    return project


@transaction.atomic
def run(project: Project, *, by: Any, at: datetime) -> Project:
    """BR-37: the projects of a closed team stay closed."""
    project = Project.objects.select_for_update(of=("self",)).select_related("team").get(pk=project.pk)
    if project.team and project.team.closed_at:
        raise TeamClosed
    return _move(project, ProjectState.RUNNING, "project.started", by=by, at=at)


@transaction.atomic
def pause(project: Project, *, by: Any, at: datetime) -> Project:
    """No new activities for now; those published go on."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    return _move(project, ProjectState.PAUSED, "project.paused", by=by, at=at)


def _move(project: Project, state: ProjectState, verb: str, *, by: Any, at: datetime) -> Project:
    if project.state != state:
        project.state = state
        project.save(update_fields=["state"])
        _tell(verb, project, by=by, at=at)
    return project


def _write(project: Project, values: dict[str, Any], at: datetime) -> None:
    region = values["region"]
    rule = policies.get("categories_per_project", region=region.pk, organization=project.organization_id, at=at)
    if len(values["service_fields"]) > rule.value:
        raise TooManyFields(most=rule.value)
    for name in EDITABLE:
        setattr(project, name, values[name])
    project.save()
    project.service_fields.set(values["service_fields"])
    project.beneficiary_groups.set(values["beneficiary_groups"])
    project.excludes.set(values["excludes"])


def _number(organization: Organization) -> str:
    """The organisation's division and a serial of the whole platform."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('projects_number')")
        return f"P{organization.region_id[:6]}{cursor.fetchone()[0]:08d}"


def _tell(verb: str, project: Project, *, by: Any, at: datetime) -> None:
    journal.write(verb, about=project, by=by, at=at, organization=project.organization_id)
