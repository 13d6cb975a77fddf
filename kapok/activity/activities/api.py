"""Activities for other programs: find one, ask whether one may come, sign up, cancel."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from kapok.activity.activities import actions, queries
from kapok.activity.activities.actions.desk import Wish
from kapok.activity.activities.eligibility import eligibility
from kapok.activity.activities.models import Activity, Position, SignUp
from kapok.core.common.paging import page
from kapok.organization.volunteers.models import Volunteer

router = Router(tags=["activities"])
MINE_KEYS = ("-asked_at", "-id")
LAST_DAY = date(2100, 1, 1)


class Problem(Schema):
    code: str
    message: str
    field: str | None = None


class ActivityLine(Schema):
    id: UUID
    name: str
    name_en: str
    organization: str
    region: str = Field(description="GB/T 2260 code")
    address: str
    starts_at: datetime
    ends_at: datetime
    signup_opens_at: datetime
    signup_closes_at: datetime
    places: int
    taken: int

    @staticmethod
    def resolve_organization(activity: Activity) -> str:
        return activity.organization.name

    @staticmethod
    def resolve_region(activity: Activity) -> str:
        return activity.region_id


class PositionOut(Schema):
    id: UUID
    name: str
    name_en: str
    capacity: int
    confirmed: int
    minimum_age: int | None
    maximum_age: int | None
    minimum_minutes: int
    skills: list[str]

    @staticmethod
    def resolve_skills(position: Position) -> list[str]:
        return [skill.pk for skill in position.skills.all()]


class SessionOut(Schema):
    id: UUID
    name: str
    starts_at: datetime
    ends_at: datetime
    positions: list[PositionOut]

    @staticmethod
    def resolve_positions(session: Any) -> list[Position]:
        return list(session.positions.all())


class ActivityOut(ActivityLine):
    content: str
    content_en: str
    longitude: float
    latitude: float
    crs: str
    cancel_until: datetime
    risk_disclosure: str
    protection: str
    risky: bool
    service_fields: list[str]
    sessions: list[SessionOut]

    @staticmethod
    def resolve_service_fields(activity: Activity) -> list[str]:
        return [each.pk for each in activity.service_fields.all()]

    @staticmethod
    def resolve_sessions(activity: Activity) -> list[Any]:
        return list(activity.sessions.all())


class ActivityPage(Schema):
    items: list[ActivityLine]
    next: str | None
    previous: str | None


class ReasonOut(Schema):
    code: str
    message: str


class EligibilityOut(Schema):
    eligible: bool
    reasons: list[ReasonOut]
    places_left: int


class SignUpOut(Schema):
    id: UUID
    activity_id: UUID
    position_id: UUID
    state: str
    reason: str
    asked_at: datetime
    place_in_line: int | None = None

    @staticmethod
    def resolve_place_in_line(signup: SignUp) -> int | None:
        return getattr(signup, "ahead", None)


class SignUpPage(Schema):
    items: list[SignUpOut]
    next: str | None
    previous: str | None


class Filters(Schema):
    text: str = Field("", max_length=60, pattern=r"^[^\x00]*$")
    region: str = Field("", pattern=r"^([1-8][0-9]{5}([0-9]{3})?)?$")
    field: str = Field("", max_length=30, pattern=r"^[a-z_]*$")
    since: date | None = Field(None, lt=LAST_DAY)
    until: date | None = Field(None, lt=LAST_DAY)
    with_places: bool = False
    cursor: str = Field("", max_length=400)


def _page(rows: Any) -> dict[str, Any]:
    return {"items": rows.rows, "next": rows.next, "previous": rows.previous}


@router.get("/activities", response=ActivityPage, auth=None, operation_id="list_activities")
def list_activities(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Public activities that have not begun, soonest first."""
    wanted = filters.dict(exclude={"cursor"})
    found = queries.public_list(**wanted, at=timezone.now())
    return _page(page(found, keys=queries.PUBLIC_KEYS, cursor=filters.cursor))


@router.get(
    "/activities/{uuid:activity_id}",
    response={200: ActivityOut, 404: Problem},
    auth=None,
    operation_id="get_activity",
)
def get_activity(request: HttpRequest, activity_id: UUID) -> Activity:
    activity = queries.public_activity(activity_id)
    if activity is None:
        raise Http404
    return activity


@router.get(
    "/positions/{uuid:position_id}/eligibility",
    response={200: EligibilityOut, 401: Problem, 404: Problem},
    operation_id="get_eligibility",
)
def get_eligibility(request: HttpRequest, position_id: UUID) -> dict[str, Any]:
    """Whether you may sign up now, and if not, why. A full position has a waiting list."""
    position = get_object_or_404(Position, pk=position_id, activity__in=Activity.objects.public())
    reasons = eligibility(position, _volunteer(request), timezone.now())
    return {
        "eligible": not reasons,
        "reasons": [{"code": reason.code, "message": str(reason)} for reason in reasons],
        "places_left": position.capacity - position.confirmed,
    }


@router.post(
    "/activities/{uuid:activity_id}/positions/{uuid:position_id}/sign-ups",
    response={200: SignUpOut, 401: Problem, 403: Problem, 404: Problem, 409: Problem},
    operation_id="sign_up",
)
def sign_up(request: HttpRequest, activity_id: UUID, position_id: UUID) -> SignUp:
    """A place, or a place in line. Asking again finds the same sign-up."""
    wish = Wish(activity_id, position_id, None, request.user.pk, timezone.now())
    return queries.with_place_in_line(SignUp.objects.all()).get(pk=actions.desk.ask(wish).pk)


@router.post(
    "/sign-ups/{uuid:signup_id}/cancel",
    response={200: SignUpOut, 401: Problem, 403: Problem, 404: Problem, 409: Problem},
    operation_id="cancel_sign_up",
)
def cancel(request: HttpRequest, signup_id: UUID) -> SignUp:
    """Give the place back; free until the activity's `cancel_until`."""
    signup = get_object_or_404(SignUp, pk=signup_id, volunteer__user=request.user.pk)
    return actions.cancel(signup, by=request.user, at=timezone.now())


@router.get("/me/sign-ups", response={200: SignUpPage, 401: Problem}, operation_id="my_sign_ups")
def my_sign_ups(request: HttpRequest, cursor: str = Query("", max_length=400)) -> dict[str, Any]:
    volunteer = _volunteer(request)
    rows = queries.own_signups(volunteer) if volunteer else SignUp.objects.none()
    return _page(page(rows, keys=MINE_KEYS, cursor=cursor))


def _volunteer(request: HttpRequest) -> Volunteer | None:
    return Volunteer.objects.filter(user=request.user.pk).first()
