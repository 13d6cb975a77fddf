from django.conf import settings
from django.db import models
from django.db.models import Q

from kapok.core.common.models import Base
from kapok.core.regions.models import Region


class Appointment(Base):
    """That a user holds a role of the platform itself, or of a region and everything below it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="appointment_once_per_role_and_region",
                fields=["user", "role", "region"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
            ),
        ]
