from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kapok.core.common.models import Base, Personal

EVERYTHING = "*"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(Base):
    """That a person is told of one journal line, or reminded of one session.

    The words are made from `verb` and `details` when read, in the language of whoever reads.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    line_id = models.UUIDField()
    verb = models.CharField(max_length=60)
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()
    personal: ClassVar[dict[str, Personal]] = {"details": Personal.TEXT}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="notice_once_per_line", fields=["user", "line_id"]),
        ]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notice_inbox"),
            models.Index(fields=["user"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["at"], name="notice_to_mail", condition=Q(mailed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.verb


class Mute(Base):
    """That a person does not want e-mail of a kind (all kinds: "*")."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="mute_once_per_kind", fields=["user", "kind"])]

    def __str__(self) -> str:
        return self.kind
