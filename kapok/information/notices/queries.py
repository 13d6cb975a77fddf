from typing import Any

from django.db.models import QuerySet

from kapok.information.notices.kinds import Kind
from kapok.information.notices.models import EVERYTHING, Mute, Notice
from kapok.information.notices.wording import WORDINGS, verbs_of

COUNTED_UP_TO = 100


def unread_count(user: Any) -> int:
    """How many are unread; beyond a hundred nobody counts."""
    return Notice.objects.filter(user=user).unread()[:COUNTED_UP_TO].count()


def inbox(user: Any, *, kind: str = "", unread: bool = False) -> QuerySet[Notice]:
    rows = Notice.objects.filter(user=user)
    rows = rows.filter(verb__in=verbs_of(kind) if kind in Kind.values else list(WORDINGS))
    return rows.unread() if unread else rows


def muted(user: Any) -> set[str]:
    """The kinds this person gets no e-mail of."""
    kinds = set(Mute.objects.filter(user=user).values_list("kind", flat=True))
    return set(Kind.values) if EVERYTHING in kinds else kinds
