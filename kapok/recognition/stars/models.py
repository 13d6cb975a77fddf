from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kapok.core.common.models import Base
from kapok.organization.volunteers.models import Volunteer


class StarState(models.TextChoices):
    REACHED = "reached", _("conditions met")
    CERTIFIED = "certified", _("certified")
    WITHDRAWN = "withdrawn", _("withdrawn")


class StarGrade(Base):
    """That a volunteer reached a star level, under which rules, and who certified it (§4.5, BR-60…64)."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="star_grades")
    level = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()  # lifetime minutes when reached
    state = models.CharField(max_length=10, choices=StarState, default=StarState.REACHED)
    reached_at = models.DateTimeField()
    certified_at = models.DateTimeField(null=True, blank=True)
    certified_by_id = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    policies = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(name="star_level_one_to_five", condition=Q(level__range=(1, 5))),
            models.UniqueConstraint(
                name="star_level_once_per_volunteer",
                fields=["volunteer", "level"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]
