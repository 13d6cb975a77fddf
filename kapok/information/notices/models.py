from django.conf import settings
from django.db import models
from django.db.models import Q

from kapok.core.common.models import Base


class Notice(Base):
    """That a person is told of one journal line. The words are rendered from `verb` and `details` when read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    line_id = models.UUIDField()
    verb = models.CharField(max_length=60)
    details = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="notice_once_per_line", fields=["user", "line_id"])]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notice_inbox"),
            models.Index(fields=["user"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["at"], name="notice_to_mail", condition=Q(mailed_at__isnull=True)),
        ]


class Mute(Base):
    """That a person does not want e-mail of a kind (all kinds: "*")."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="mute_once_per_kind", fields=["user", "kind"])]
