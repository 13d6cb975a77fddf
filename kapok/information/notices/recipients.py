"""Who is told of a line: the person it concerns, or those whose work it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from kapok.activity.activities.models import Activity, ApprovalLevel, SignUp
from kapok.core.access.models import Appointment
from kapok.core.journal.models import Line
from kapok.core.substations.models import Operator
from kapok.information.notices.wording import WORDINGS
from kapok.organization.organizations.models import Membership
from kapok.organization.volunteers.models import Volunteer

Users = Mapping[UUID, set[UUID]]  # by line id
COMING = ("confirmed", "waitlisted", "applied")
DECIDED = ("activity.approved", "activity.returned", "activity.rejected")
RUNNERS = ("leader", "administrator")


def of(lines: Sequence[Line]) -> Users:
    """The users to tell of each line, without the one who did it unless the wording says so."""
    told: dict[UUID, set[UUID]] = defaultdict(set)
    for find in (_persons, _signed_up, _approvers, _submitters, _runners):
        for line_id, users in find(lines).items():
            told[line_id] |= users
    for line in lines:
        if line.by_id and not WORDINGS[line.verb].own:
            told[line.id].discard(line.by_id)
    return told


def _persons(lines: Sequence[Line]) -> Users:
    people = {line.person_id for line in lines if line.person_id}
    rows = Volunteer.objects.filter(pk__in=people, user__isnull=False)
    users = dict(rows.values_list("pk", "user_id")) if people else {}
    return {line.id: {users[line.person_id]} for line in lines if line.person_id in users}


def _of_verbs(lines: Sequence[Line], *verbs: str) -> list[Line]:
    return [line for line in lines if line.verb in verbs]


def _signed_up(lines: Sequence[Line]) -> Users:
    """Everybody who means to come, when what they signed up for changes. New places concern nobody."""
    changed = [line for line in _of_verbs(lines, "activity.changed") if "capacity" not in line.payload]
    coming = _grouped(
        SignUp.objects.filter(
            activity__in={line.about_id for line in changed},
            state__in=COMING,
            volunteer__user__isnull=False,
        ).values_list("activity_id", "volunteer__user_id")
        if changed
        else ()
    )
    return {line.id: coming[line.about_id] for line in changed}


def _approvers(lines: Sequence[Line]) -> Users:
    submitted = _of_verbs(lines, "activity.submitted")
    if not submitted:
        return {}
    activities = Activity.objects.in_bulk({line.about_id for line in submitted})
    return {line.id: set(_approvers_of(activities[line.about_id])) for line in submitted if line.about_id in activities}


def _approvers_of(activity: Activity) -> Iterable[UUID]:
    if activity.approval_level == ApprovalLevel.PROVINCE:
        where = Q(region__isnull=True) | Q(region__in=activity.region_path)
        officers = Appointment.objects.filter(where, role="federation_officer")
        return officers.filter(ended_at__isnull=True).values_list("user_id", flat=True)
    if activity.approval_level == ApprovalLevel.PARENT:
        where = Q(substation=activity.substation_id)
        where |= Q(substation__region__in=activity.region_path)
        operators = Operator.objects.filter(where, ended_at__isnull=True)
        return operators.values_list("user_id", flat=True)
    return ()


def _submitters(lines: Sequence[Line]) -> Users:
    """Whoever handed the activity in learns what became of it."""
    decided = _of_verbs(lines, *DECIDED)
    if not decided:
        return {}
    submitted = Line.objects.filter(
        about_id__in={line.about_id for line in decided},
        verb="activity.submitted",
        by_id__isnull=False,
    )
    by = _grouped(submitted.values_list("about_id", "by_id"))
    return {line.id: by[line.about_id] for line in decided}


def _runners(lines: Sequence[Line]) -> Users:
    overdue = _of_verbs(lines, "activity.overdue")
    if not overdue:
        return {}
    rows = Membership.objects.filter(
        organization__in={line.organization_id for line in overdue},
        role__in=RUNNERS,
        ended_at__isnull=True,
    )
    staff = _grouped(rows.values_list("organization_id", "user_id"))
    return {line.id: staff[line.organization_id] for line in overdue if line.organization_id}


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[UUID, set[UUID]]:
    groups: dict[UUID, set[UUID]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return groups
