from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kapok.information.notices import mailing
from kapok.information.notices.kinds import Kind
from kapok.information.notices.models import EVERYTHING, Mute, Notice


def tell(notices: Sequence[Notice]) -> None:
    """Put notices into inboxes and let the e-mails follow after commit."""
    if not notices:
        return
    Notice.objects.bulk_create(
        notices,
        update_conflicts=True,
        unique_fields=["user", "line_id"],
        update_fields=["verb", "details", "at"],
    )
    transaction.on_commit(mailing.send_soon)


def read(notice: Notice, *, at: datetime) -> None:
    """Note that it was opened; the first time counts."""
    if not notice.read_at:
        notice.read_at = at
        notice.save(update_fields=["read_at"])


def read_all(user: Any, *, at: datetime) -> int:
    return Notice.objects.filter(user=user).unread().update(read_at=at)


@transaction.atomic
def choose(user: Any, *, wanted: Collection[str], at: datetime) -> None:
    """Which kinds come as e-mail from now on; every other kind is muted."""
    unwanted = set(Kind.values) - set(wanted)
    Mute.objects.filter(user=user).exclude(kind__in=unwanted).delete()
    for kind in unwanted:
        mute(user, kind=kind, at=at)


def mute(user: Any, *, kind: str, at: datetime) -> None:
    """No more e-mail of this kind ("*": of any). Doing it again changes nothing."""
    Mute.objects.get_or_create(user=user, kind=kind, defaults={"at": at})


@transaction.atomic
def unmute(user: Any, *, kind: str, at: datetime) -> None:
    """E-mail of this kind again; what was muted as a whole stays muted for the other kinds."""
    everything = Mute.objects.filter(user=user, kind=EVERYTHING)
    if kind != EVERYTHING and everything.exists():
        for other in set(Kind.values) - {kind}:
            mute(user, kind=other, at=at)
    everything.delete()
    Mute.objects.filter(user=user, kind=kind).delete()
