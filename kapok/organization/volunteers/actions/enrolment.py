from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kapok.core import journal, policies
from kapok.core.accounts.models import User
from kapok.core.regions.models import Region
from kapok.organization.volunteers import consents, documents, numbers
from kapok.organization.volunteers.actions.card import new_secret
from kapok.organization.volunteers.actions.consents import record_consents
from kapok.organization.volunteers.actions.guardians import Guardian, open_request
from kapok.organization.volunteers.models import (
    EnrolmentDraft,
    EnrolmentState,
    ServiceField,
    Skill,
    Volunteer,
    VolunteerEnrolment,
)
from kapok.organization.volunteers.refusals import (
    AlreadyEnrolled,
    AlreadyVolunteer,
    ConsentMissing,
    GuardianMissing,
    ServiceFieldsOutOfRange,
    SexOrBirthDateMissing,
    TooYoung,
)

ONE_PERSON = "volunteer_one_person_one_enrolment"
RULES = ("minimum_age", "guardian_consent_below", "service_fields_per_volunteer")


@dataclass(frozen=True, kw_only=True)
class Application:
    """What a person declares when they enrol. Sex and birth date may be left to the document's
    number.
    """

    name: str
    document_type: str
    document_number: str
    residence: Region
    service_fields: tuple[str, ...]
    skills: tuple[str, ...] = ()
    sex: str | None = None
    birth_date: date | None = None
    guardian: Guardian | None = None
    agreed: tuple[str, ...] = ()


@transaction.atomic
def enrol(user: User, *, application: Application, by: User, at: datetime) -> Volunteer:
    """Make the user a volunteer: at once, or when a guardian agrees.

    Two enrolments of one document may race: the database lets one through and the other is told
    AlreadyEnrolled. Raises that, AlreadyVolunteer, ConsentMissing, TooYoung, GuardianMissing or
    ServiceFieldsOutOfRange (a ValidationError for a malformed number); then nothing has been
    written.
    """
    reading = documents.read(application.document_type, application.document_number, today=timezone.localdate(at))
    volunteer = _volunteer(user, application, reading, at)
    pinned = {key: policies.get(key, region=application.residence.code, at=at) for key in RULES}
    is_minor = _check(volunteer, application, pinned, reading.age(volunteer.birth_date, timezone.localdate(at)))
    _write(volunteer)
    _choose(volunteer, application)
    state = EnrolmentState.PENDING_GUARDIAN if is_minor else EnrolmentState.ACTIVE
    versions = [rule.version for rule in pinned.values()]
    _open_enrolment(volunteer, state, versions, at)
    record_consents(user, application.agreed, at=at)
    EnrolmentDraft.objects.filter(user=user).delete()
    journal.write(
        "volunteer.enrolled", by=by, about=volunteer, person=volunteer.id, at=at, policies=versions,
        payload={"state": state.value, "region": application.residence.code},
    )  # fmt: skip
    if is_minor and application.guardian:
        open_request(volunteer, application.guardian, by=by, at=at)
    return volunteer


def _volunteer(user: User, application: Application, reading: documents.Reading, at: datetime) -> Volunteer:
    sex, birth_date = application.sex or reading.sex, application.birth_date or reading.birth_date
    if not sex or not birth_date:
        raise SexOrBirthDateMissing
    from pypinyin import lazy_pinyin  # 60 MB, which few web workers need

    return Volunteer(
        user=user,
        name=application.name,
        name_pinyin=" ".join(lazy_pinyin(application.name)),
        sex=sex,
        birth_date=birth_date,
        document_type=application.document_type,
        document_number=reading.number,
        document_index=documents.index_of(application.document_type, reading.number),
        residence=application.residence,
        home_region=application.residence,
        card_secret=new_secret(),
        enrolled_at=at,
    )


def _check(volunteer: Volunteer, application: Application, rules: dict, age: int) -> bool:
    """Refuse what the rules refuse; whether a guardian must agree first."""
    if volunteer.user and Volunteer.objects.filter(user=volunteer.user).exists():
        raise AlreadyVolunteer
    if not {purpose.key for purpose in consents.REQUIRED} <= set(application.agreed):
        raise ConsentMissing
    fewest, most = rules["service_fields_per_volunteer"].value
    if not fewest <= len(set(application.service_fields)) <= most:
        raise ServiceFieldsOutOfRange(fewest=fewest, most=most)
    if age < rules["minimum_age"].value:
        raise TooYoung(age=rules["minimum_age"].value)
    is_minor: bool = age < rules["guardian_consent_below"].value
    if is_minor and application.guardian is None:
        raise GuardianMissing(age=rules["guardian_consent_below"].value)
    return is_minor


@contextmanager
def _one_enrolment_each() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise (AlreadyEnrolled if ONE_PERSON in str(error) else AlreadyVolunteer) from None


def _write(volunteer: Volunteer) -> None:
    if Volunteer.objects.filter(
        document_type=volunteer.document_type, document_index=volunteer.document_index
    ).exists():
        raise AlreadyEnrolled
    with _one_enrolment_each():
        (volunteer.volunteer_number,) = numbers.take(volunteer.residence.code[:6])
        volunteer.save(force_insert=True)


def _choose(volunteer: Volunteer, application: Application) -> None:
    volunteer.service_fields.set(ServiceField.objects.filter(pk__in=application.service_fields))
    volunteer.skills.set(Skill.objects.filter(pk__in=application.skills))


def _open_enrolment(volunteer: Volunteer, state: EnrolmentState, versions: list[str], at: datetime) -> None:
    VolunteerEnrolment.objects.create(
        volunteer=volunteer,
        state=state,
        declared_at=at,
        activated_at=at if state == EnrolmentState.ACTIVE else None,
        policies=versions,
    )
