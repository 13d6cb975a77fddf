from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kapok.core.common.models import Base
from kapok.core.regions.models import Region


class SubstationMode(models.TextChoices):
    HOSTED = "hosted", _("hosted on the platform")
    SYNCHRONISED = "synchronised", _("synchronised from its own system")


class SubstationKind(models.TextChoices):
    CITY = "city", _("city")
    COUNTY = "county", _("county or district")
    COLLEGE = "college", _("college")
    COMPANY = "company", _("company")


class Substation(Base):
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    tagline = models.CharField(_("motto"), max_length=120, blank=True)
    tagline_en = models.CharField(_("English motto"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=SubstationKind, default=SubstationKind.CITY)
    mode = models.CharField(_("mode"), max_length=15, choices=SubstationMode, default=SubstationMode.HOSTED)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="substations")
    domain = models.CharField(_("own domain"), max_length=120, unique=True, null=True, blank=True)
    home_url = models.URLField(_("address of its own system"), blank=True)
    colour = models.CharField(_("colour"), max_length=20, default="kapok")
    modules = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="substation_closes_after_it_opens",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gt=models.F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Operator(Base):
    """That a user runs a sub-station, from when to when."""

    substation = models.ForeignKey(Substation, on_delete=models.PROTECT, related_name="operators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="operator_once_per_substation",
                fields=["substation", "user"],
                condition=Q(ended_at__isnull=True),
            ),
        ]
