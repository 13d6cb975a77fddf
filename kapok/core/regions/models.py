from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapok.core.regions.codes import ancestors


class Level(models.TextChoices):
    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    COUNTY = "county", _("District or county")
    TOWN = "town", _("Town or subdistrict")


class RegionSource(models.Model):
    """The file an edition of the divisions was loaded from."""

    file_name = models.CharField(max_length=120)
    edition = models.DateField()
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sha256"], name="region_source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.edition})"


class RegionQuerySet(models.QuerySet["Region"]):
    def valid(self, on: date | None = None) -> Self:
        if on is None:
            return self.filter(valid_to=None)
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on)).filter(Q(valid_to=None) | Q(valid_to__gt=on))

    def visible(self) -> Self:
        return self.filter(hidden=False)


class Region(models.Model):
    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    # Names from the province down without the hidden levels, so that no list page asks for parents.
    full_name = models.CharField(max_length=200)
    full_name_en = models.CharField(max_length=300)
    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    hidden = models.BooleanField(default=False)
    pinyin = models.CharField(max_length=120)
    initials = models.CharField(max_length=40)
    valid_from = models.DateField(null=True)  # empty: before the first edition we hold
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")

    objects = RegionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["parent", "code"], name="region_parent_code"),
            models.Index(fields=["pinyin"], name="region_pinyin"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(code__regex=r"^[1-8][0-9]{5}([0-9]{3})?$"), name="region_code_shape"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("code")), name="region_not_own_parent"),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE, parent=None) | (~Q(level=Level.PROVINCE) & Q(parent__isnull=False)),
                name="region_parent_unless_province",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="region_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def path(self) -> list[str]:
        """Codes from the province down to this region, hidden levels included."""
        return ancestors(self.code)

    @property
    def local_name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name

    @property
    def local_full_name(self) -> str:
        return self.full_name_en if (get_language() or "").startswith("en") else self.full_name


class Population(models.Model):
    """Permanent population of a region; what rates per inhabitant are measured against."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="populations")
    year = models.PositiveSmallIntegerField()
    persons = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "year"], name="population_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year}: {self.persons}"
