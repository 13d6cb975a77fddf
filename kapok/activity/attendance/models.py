from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kapok.activity.activities.models import ActivitySession
from kapok.core.access import Scope
from kapok.core.common.ids import new_id
from kapok.core.common.models import Personal


class CheckInMode(models.TextChoices):
    """domain §7.2; the modes this room serves today."""

    QR_ROTATING = "qr_rotating", _("rotating code on the leader's screen")
    QR_PERSONAL = "qr_personal", _("personal card scanned by the leader")
    LEADER_ROSTER = "leader_roster", _("ticked on the leader's roster")


class Direction(models.TextChoices):
    IN = "in", _("check-in")
    OUT = "out", _("check-out")


class TrustClass(models.TextChoices):
    A = "A", _("proved by a code only there to be seen")
    B = "B", _("proved by a code that could be passed on")
    C = "C", _("vouched for by a person")


TRUST = {
    CheckInMode.QR_ROTATING: TrustClass.A,
    CheckInMode.QR_PERSONAL: TrustClass.A,
    CheckInMode.LEADER_ROSTER: TrustClass.C,
}


class AttendanceEvent(models.Model):
    """One scan or tick. Hash-partitioned by volunteer; append-only. `nonce` is made by the device that
    scanned: sending the same event again is a no-op."""

    pk = models.CompositePrimaryKey("volunteer_id", "id")
    volunteer_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    # Without a constraint: its check would lock the one row of the session for everybody at the door.
    session = models.ForeignKey(ActivitySession, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    signup_id = models.UUIDField()
    direction = models.CharField(max_length=3, choices=Direction)
    mode = models.CharField(max_length=20, choices=CheckInMode)
    at = models.DateTimeField()  # when it happened, by the device or the code
    received_at = models.DateTimeField()  # when we heard of it
    nonce = models.UUIDField()
    entered_by_id = models.UUIDField(null=True)  # the leader, when not the volunteer
    reason = models.CharField(max_length=200, blank=True)

    personal: ClassVar[dict[str, Personal]] = {"reason": Personal.TEXT}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attendance_event_nonce_once", fields=["volunteer_id", "nonce"]),
        ]
        indexes = [models.Index(fields=["session", "at"], name="attendance_event_by_session")]

    def __str__(self) -> str:
        return f"{self.direction} {self.id}"


class AttendanceState(models.TextChoices):
    """domain §14.5."""

    OPENED = "opened", _("checked in")
    CLOSED = "closed", _("checked out")
    DANGLING = "dangling", _("no check-out")
    EVALUATED = "evaluated", _("counted")
    ANNULLED = "annulled", _("annulled")


class Attendance(models.Model):
    """One stretch of presence: an in and its out. Hash-partitioned by volunteer.

    Until the check-out `present` ends where it is due to end (the session's end, or midnight of a
    session of several days), so a forgotten check-out never keeps anybody from the next place.
    On each partition an exclusion constraint (`attendance_one_place_at_a_time`) refuses that one
    person is in two places at a time.
    """

    pk = models.CompositePrimaryKey("volunteer_id", "id")
    volunteer_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    activity_id = models.UUIDField()
    # Without a constraint: its check would lock the one row of the session for everybody at the door.
    session = models.ForeignKey(ActivitySession, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    signup_id = models.UUIDField()
    present = DateTimeRangeField()
    in_mode = models.CharField(max_length=20, choices=CheckInMode)
    out_mode = models.CharField(max_length=20, choices=CheckInMode, blank=True)
    state = models.CharField(max_length=10, choices=AttendanceState, default=AttendanceState.OPENED)
    closed_by_id = models.UUIDField(null=True)
    closed_reason = models.CharField(max_length=200, blank=True)

    personal: ClassVar[dict[str, Personal]] = {"closed_reason": Personal.TEXT}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attendance_closed_has_an_end",
                condition=Q(state__in=["opened", "dangling"]) | Q(present__upper_inf=False),
            ),
            models.CheckConstraint(
                name="attendance_has_a_beginning",
                condition=Q(present__lower_inf=False, present__isempty=False),
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state"], name="attendance_by_session"),
            models.Index(fields=["activity_id", "state"], name="attendance_by_activity"),
            models.Index(F("volunteer_id"), F("session"), name="attendance_of_volunteer"),
        ]

    def __str__(self) -> str:
        return f"attendance {self.id}"

    @property
    def trust(self) -> TrustClass:
        """As good as its weaker end; an end set by a leader is a person's word."""
        if not self.out_mode or self.closed_by_id:
            return TrustClass.C
        return max(TRUST[CheckInMode(self.in_mode)], TRUST[CheckInMode(self.out_mode)])

    def access_scopes(self) -> list[Scope]:
        return self.session.access_scopes()
