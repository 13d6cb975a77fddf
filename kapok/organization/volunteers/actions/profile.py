from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kapok.core import journal, policies
from kapok.core.accounts.models import User
from kapok.core.regions.models import Region
from kapok.organization.volunteers.models import (
    EnrolmentState,
    ServiceField,
    Skill,
    Volunteer,
    VolunteerEnrolment,
)
from kapok.organization.volunteers.refusals import NotActive, ServiceFieldsOutOfRange


@transaction.atomic
def change_interests(
    volunteer: Volunteer,
    *,
    residence: Region,
    service_fields: Iterable[ServiceField],
    skills: Iterable[Skill],
    by: User,
    at: datetime,
) -> Volunteer:
    """What a volunteer changes alone: where they live, what they like to do, what they can."""
    chosen = set(service_fields)
    rule = policies.get("service_fields_per_volunteer", region=residence.code, at=at)
    fewest, most = rule.value
    if not fewest <= len(chosen) <= most:
        raise ServiceFieldsOutOfRange(fewest=fewest, most=most)
    volunteer.residence = volunteer.home_region = residence
    volunteer.save(update_fields=["residence", "home_region"])
    volunteer.service_fields.set(chosen)
    volunteer.skills.set(skills)
    journal.write(
        "volunteer.interests_changed", by=by, about=volunteer, person=volunteer.id, at=at,
        policies=[rule.version], payload={"region": residence.code},
    )  # fmt: skip
    return volunteer


@transaction.atomic
def withdraw(volunteer: Volunteer, *, by: User | None, at: datetime) -> Volunteer:
    """Leave volunteering (BR-14): records and number stay, interests go, the card stops working."""
    enrolment = VolunteerEnrolment.objects.select_for_update().get(volunteer=volunteer)
    if enrolment.state == EnrolmentState.WITHDRAWN:
        return volunteer
    if enrolment.state not in (EnrolmentState.ACTIVE, EnrolmentState.PENDING_GUARDIAN):
        raise NotActive
    enrolment.state = EnrolmentState.WITHDRAWN
    enrolment.save(update_fields=["state"])
    volunteer.service_fields.clear()
    volunteer.skills.clear()
    journal.write("volunteer.withdrawn", by=by, about=volunteer, person=volunteer.id, at=at)
    return volunteer


def come_back(volunteer: Volunteer, *, by: User, at: datetime) -> None:
    """Active again after withdrawing; a minor waits for the guardian again."""
    enrolment = VolunteerEnrolment.objects.select_for_update().get(volunteer=volunteer)
    if enrolment.state != EnrolmentState.WITHDRAWN:
        return
    rule = policies.get("guardian_consent_below", region=volunteer.home_region_id, at=at)
    if volunteer.age_on(timezone.localdate(at)) < rule.value:
        enrolment.state = EnrolmentState.PENDING_GUARDIAN
        enrolment.save(update_fields=["state"])
        return
    activate(enrolment, by=by, at=at)


def activate(enrolment: VolunteerEnrolment, *, by: User | None, at: datetime) -> None:
    enrolment.state, enrolment.activated_at = EnrolmentState.ACTIVE, at
    enrolment.save(update_fields=["state", "activated_at"])
    volunteer = enrolment.volunteer
    journal.write("volunteer.activated", by=by, about=volunteer, person=volunteer.id, at=at)
