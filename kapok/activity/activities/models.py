from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kapok.activity.projects.models import Project
from kapok.core.access import Scope
from kapok.core.common.models import Base, Personal
from kapok.core.regions.models import Region
from kapok.core.substations.models import Substation
from kapok.organization.organizations.models import Organization
from kapok.organization.volunteers.models import ServiceField, Skill, Volunteer


class ActivityState(models.TextChoices):
    """domain §14.3."""

    DRAFT = "draft", _("draft")
    PENDING_REVIEW = "pending_review", _("waiting for approval")
    APPROVED = "approved", _("approved, sign-up not open yet")
    RECRUITING = "recruiting", _("recruiting")
    RECRUITING_CLOSED = "recruiting_closed", _("sign-up closed")
    IN_PROGRESS = "in_progress", _("in progress")
    SETTLING = "settling", _("hours being settled")
    OVERDUE = "overdue", _("settlement overdue")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    REJECTED = "rejected", _("rejected")
    VOID = "void", _("void")


class CoordinateSystem(models.TextChoices):
    WGS84 = "wgs84", "WGS-84"
    GCJ02 = "gcj02", "GCJ-02"
    BD09 = "bd09", "BD-09"


class ApprovalLevel(models.TextChoices):
    """Who approves, by hours per person per day (BR-34)."""

    SELF = "self", _("the organisation itself")
    PARENT = "parent", _("the sub-station or guiding body")
    PROVINCE = "province", _("the province")


PUBLIC_STATES = (
    "approved",
    "recruiting",
    "recruiting_closed",
    "in_progress",
    "settling",
    "overdue",
    "closed",
)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def public(self) -> "ActivityQuerySet":
        return self.filter(state__in=PUBLIC_STATES)

    def for_door(self) -> "ActivityQuerySet":
        return self.select_related("organization", "project")


class ActivityManager(models.Manager["Activity"]):
    def get_queryset(self) -> ActivityQuerySet:
        """The search words are for the database alone: long, and never shown."""
        return ActivityQuerySet(self.model, using=self._db).defer("search")


class Activity(Base):
    """Dated work under a project. Its place is public by law (BR-25); never is a person's
    whereabouts.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="activities")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="activities")
    substation = models.ForeignKey(
        Substation, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    name = models.CharField(_("name"), max_length=50)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    content = models.TextField(_("what volunteers will do"))
    content_en = models.TextField(_("English description"), blank=True)
    picture = models.CharField(max_length=60, blank=True)
    service_fields = models.ManyToManyField(ServiceField, related_name="activities")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="activities")
    # The codes of `region` and everything above it: "in Guangzhou" is one indexed condition.
    region_path = ArrayField(models.CharField(max_length=9), default=list)
    address = models.CharField(_("address"), max_length=200)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    crs = models.CharField(max_length=5, choices=CoordinateSystem, default=CoordinateSystem.WGS84)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    signup_opens_at = models.DateTimeField(_("sign-up opens"))
    signup_closes_at = models.DateTimeField(_("sign-up closes"))
    cancel_until = models.DateTimeField(_("cancel free of charge until"))
    person_in_charge = models.CharField(_("person in charge"), max_length=60)
    risk_disclosure = models.TextField(_("possible risks"))
    protection = models.TextField(_("how volunteers are protected"), blank=True)
    risky = models.BooleanField(_("may endanger body or life"), default=False)
    insurance_policy = models.CharField(_("insurance policy number"), max_length=60, blank=True)
    insurer = models.CharField(_("insurer"), max_length=100, blank=True)
    insured_from = models.DateField(_("insured from"), null=True, blank=True)
    insured_to = models.DateField(_("insured until"), null=True, blank=True)
    subsidy_fen_per_day = models.PositiveIntegerField(_("subsidy per day"), default=0)
    minutes_per_day = models.PositiveIntegerField(default=0)  # the longest a person may serve in a day
    approval_level = models.CharField(max_length=10, choices=ApprovalLevel, default=ApprovalLevel.SELF)
    state = models.CharField(max_length=20, choices=ActivityState, default=ActivityState.DRAFT)
    # The last words on its state: why it was returned, rejected or cancelled.
    note = models.CharField(max_length=300, blank=True, db_default="")
    submitted_by_id = models.UUIDField(null=True, blank=True)  # who approves is somebody else
    published_at = models.DateTimeField(null=True, blank=True)
    settle_by = models.DateField(null=True, blank=True)
    policies = ArrayField(models.CharField(max_length=80), default=list)
    created_at = models.DateTimeField()
    # Kept by the actions for the public list: places left, segmented Chinese, pinyin.
    places = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    search = SearchVectorField(null=True)

    objects = ActivityManager.from_queryset(ActivityQuerySet)()
    personal: ClassVar[dict[str, Personal]] = {"person_in_charge": Personal.NAME}

    class Meta:
        constraints = [
            models.CheckConstraint(name="activity_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="activity_signup_window_in_order",
                condition=Q(signup_closes_at__gt=F("signup_opens_at")),
            ),
            models.CheckConstraint(
                name="activity_risky_is_insured_before_it_is_public",
                condition=Q(risky=False)
                | Q(state__in=["draft", "pending_review", "rejected", "cancelled", "void"])
                | (~Q(insurance_policy="") & Q(insured_from__isnull=False, insured_to__isnull=False)),
            ),
            models.CheckConstraint(name="activity_taken_within_places", condition=Q(taken__lte=F("places"))),
            models.CheckConstraint(
                name="activity_coordinates_on_earth",
                condition=Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="activity_search"),
            GinIndex(fields=["region_path"], name="activity_region_path"),
            models.Index(
                fields=["starts_at", "id"],
                name="activity_upcoming",
                condition=Q(state__in=PUBLIC_STATES),
            ),
            # Of a whole city, which the public list is mostly asked for, in the order of the list.
            models.Index(
                F("region_path__1"),
                F("starts_at"),
                F("id"),
                name="activity_upcoming_in_city",
                condition=Q(state__in=PUBLIC_STATES),
            ),
            models.Index(fields=["organization", "-starts_at"], name="activity_by_organization"),
            models.Index(fields=["state", "settle_by"], name="activity_settlement"),
        ]

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> list[Scope]:
        return self.organization.access_scopes()


class ExcludedClassAcknowledgement(Base):
    """That a publisher declared the activity to be none of the six excluded classes (BR-29). Once
    per publication.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="acknowledgements")
    by_id = models.UUIDField()
    at = models.DateTimeField()
    text_version = models.CharField(max_length=20)
    classes = ArrayField(models.PositiveSmallIntegerField(), size=6)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="acknowledgement_names_all_six_classes",
                condition=Q(classes=[1, 2, 3, 4, 5, 6]),
            ),
        ]


class ActivitySession(Base):
    """One dated sitting (场次) of an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="sessions")
    name = models.CharField(_("name"), max_length=50, blank=True)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    # Seeds the rotating check-in code; never leaves the server.
    code_secret = models.BinaryField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        ordering = ["starts_at", "id"]

    def access_scopes(self) -> list[Scope]:
        return self.activity.access_scopes()


class PositionQuerySet(models.QuerySet["Position"]):
    def for_door(self) -> "PositionQuerySet":
        return self.select_related("activity__organization", "session")


class Position(Base):
    """A kind of work in one session, with its places and who may take them."""

    session = models.ForeignKey(ActivitySession, on_delete=models.CASCADE, related_name="positions")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="positions")
    name = models.CharField(_("name"), max_length=50)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    capacity = models.PositiveIntegerField(_("places"))
    confirmed = models.PositiveIntegerField(default=0)
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("maximum age"), null=True, blank=True)
    minimum_minutes = models.PositiveIntegerField(_("service time already needed"), default=0)
    skills = models.ManyToManyField(Skill, blank=True, related_name="positions")

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="position_has_places", condition=Q(capacity__gte=1)),
            models.CheckConstraint(name="position_never_oversold", condition=Q(confirmed__lte=F("capacity"))),
            models.CheckConstraint(
                name="position_ages_in_order",
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(maximum_age__gte=F("minimum_age")),
            ),
        ]

    def access_scopes(self) -> list[Scope]:
        return self.activity.access_scopes()


class SignUpState(models.TextChoices):
    APPLIED = "applied", _("being decided")
    CONFIRMED = "confirmed", _("confirmed")
    WAITLISTED = "waitlisted", _("on the waiting list")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled_by_volunteer", _("cancelled")
    LATE_CANCEL = "late_cancel", _("cancelled late")
    REMOVED = "removed_by_leader", _("removed by the leader")
    RELEASED = "released", _("released: the activity was cancelled")


HOLDING = ("confirmed",)
OPEN = ("applied", "confirmed", "waitlisted")


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def for_door(self) -> "SignUpQuerySet":
        return self.select_related("activity__organization", "position__session", "volunteer")


class SignUp(Base):
    """One volunteer's wish for one position, and what became of it. Idempotent on both.

    Whoever holds the activity's advisory lock decides everybody waiting in one batch. `queued` is
    the order of the requests.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="signups")
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="signups")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="signups")
    state = models.CharField(max_length=24, choices=SignUpState, default=SignUpState.APPLIED)
    reason = models.CharField(max_length=60, blank=True)  # a refusal's code, or the leader's words
    served = DateTimeRangeField()  # the session's time, for the clash check
    queued = models.BigIntegerField()  # rises with each request (a sequence)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    policies = ArrayField(models.CharField(max_length=80), default=list)

    objects = SignUpQuerySet.as_manager()
    personal: ClassVar[dict[str, Personal]] = {"reason": Personal.TEXT}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="signup_once_per_position",
                fields=["volunteer", "position"],
                condition=Q(state__in=OPEN),
            ),
            ExclusionConstraint(
                name="signup_one_place_at_a_time",
                expressions=[
                    ("volunteer", RangeOperators.EQUAL),
                    ("served", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=HOLDING),
            ),
            models.CheckConstraint(
                name="signup_decided_has_its_moment",
                condition=Q(state="applied") | Q(decided_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "queued"], name="signup_waiting", condition=Q(state="applied")),
            models.Index(
                fields=["position", "queued"],
                name="signup_waitlist",
                condition=Q(state="waitlisted"),
            ),
            models.Index(fields=["position", "state"], name="signup_by_position"),
            models.Index(fields=["volunteer", "-asked_at"], name="signup_by_volunteer"),
        ]

    def access_scopes(self) -> list[Scope]:
        return self.activity.access_scopes()
