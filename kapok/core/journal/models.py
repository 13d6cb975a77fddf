from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from kapok.core.common.ids import new_id


class Line(models.Model):
    """That something happened. Partitioned by month of `at`; append-only by trigger.

    A person is an id here, never a name, number, phone or coordinate. `policies` pins the rule
    versions that decided, e.g. "BR-34@default".
    """

    pk = models.CompositePrimaryKey("at", "id")
    at = models.DateTimeField()
    id = models.UUIDField(default=new_id)
    verb = models.CharField(max_length=60)
    by_id = models.UUIDField(null=True)
    about_type = models.CharField(max_length=60)
    about_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    organization_id = models.UUIDField(null=True)
    payload = models.JSONField(default=dict)
    policies = ArrayField(models.CharField(max_length=80), default=list)
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["about_id", "at"], name="journal_line_about"),
            models.Index(
                fields=["person_id", "at"],
                name="journal_line_person",
                condition=models.Q(person_id__isnull=False),
            ),
            BrinIndex(fields=["written_at"], name="journal_line_written"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_type} {self.about_id}"


class Pending(models.Model):
    """A committed line the sequencer has not placed yet. Filled by trigger, emptied by the sequencer."""

    line_id = models.UUIDField(primary_key=True)
    line_at = models.DateTimeField()


class Position(models.Model):
    """The place of a line in the one order every reader follows: 1, 2, 3 … without a gap."""

    seq = models.BigIntegerField(primary_key=True)
    line_id = models.UUIDField(unique=True)
    line_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="position_starts_at_one", condition=models.Q(seq__gte=1))]


class Cursor(models.Model):
    """How far a reader has come. Moved in the same transaction as what the reader wrote."""

    reader = models.CharField(primary_key=True, max_length=60)
    seq = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    failed_at = models.DateTimeField(null=True)
