"""A notice as an e-mail: in the person's language, with a way out that needs no password."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kapok.information.notices.kinds import Kind
from kapok.information.notices.models import EVERYTHING, Mute, Notice
from kapok.information.notices.rendering import render
from kapok.information.notices.wording import WORDINGS

log = structlog.get_logger(__name__)
TASK = "notices.mail"
SALT = "kapok.notices.unsubscribe"
MAILED_WITHIN = timedelta(days=1)  # an e-mail that comes late is worse than none
BATCH = 200


@dataclass(frozen=True)
class Subscription:
    user: UUID
    kind: str


def token_for(user: UUID, kind: str) -> str:
    return signing.dumps([user.hex, kind], salt=SALT)


def read_token(token: str) -> Subscription | None:
    """Whose e-mails of which kind, for ever as the e-mail lasts; None for a damaged token."""
    try:
        user, kind = signing.loads(token, salt=SALT)
        return Subscription(UUID(user), Kind(kind).value)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def due(at: datetime) -> list[UUID]:
    muted = Mute.objects.filter(user=OuterRef("user"), kind=EVERYTHING)
    # An address typed beside a phone and never proved may be a stranger's.
    unproved = EmailAddress.objects.filter(user=OuterRef("user"), email__iexact=OuterRef("user__email"), verified=False)
    rows = Notice.objects.filter(
        ~Exists(muted),
        ~Exists(unproved),
        mailed_at__isnull=True,
        at__gte=at - MAILED_WITHIN,
        user__email__isnull=False,
        user__is_active=True,
    )
    return list(rows.order_by("at").values_list("pk", flat=True)[:BATCH])


def send_due(*, at: datetime) -> int:
    """Send what is due; how many. Two workers never send one notice: its row is locked."""
    return sum(_tried(pk, at=at) for pk in due(at))


def _tried(pk: UUID, *, at: datetime) -> bool:
    """One address that cannot be reached keeps nobody else waiting; it is tried again the next time."""
    try:
        return send(pk, at=at)
    except Exception as error:  # its words may hold the address: only its kind is logged
        log.error("a notice was not mailed", notice=str(pk), error=type(error).__name__)
        return False


@transaction.atomic
def send(pk: UUID, *, at: datetime) -> bool:
    rows = Notice.objects.select_for_update(of=("self",), skip_locked=True)
    notice = rows.select_related("user").filter(pk=pk, mailed_at__isnull=True).first()
    if notice is None:
        return False
    wanted = not is_muted(notice)
    if wanted:
        message(notice).send()
    notice.mailed_at = at  # a muted one is settled too, or it would be asked about each time
    notice.save(update_fields=["mailed_at"])
    return wanted


def is_muted(notice: Notice) -> bool:
    kind = WORDINGS[notice.verb].kind
    return Mute.objects.filter(user=notice.user_id, kind__in=[kind, EVERYTHING]).exists()


def message(notice: Notice) -> EmailMultiAlternatives:
    with override(notice.user.language):
        shown = render(notice)
        away = settings.SITE_URL + reverse("notices:unsubscribe", args=[token_for(notice.user_id, shown.kind)])
        page = settings.SITE_URL + reverse("notices:open", args=[notice.pk])
        context = {"shown": shown, "page": page, "away": away, "name": notice.user.name}
        mail = EmailMultiAlternatives(
            subject=" ".join(shown.title.split()),
            body=render_to_string("notices/mail/notice.txt", context),
            to=[str(notice.user.email)],
            headers={
                "Message-ID": f"<notice.{notice.pk}@{_host()}>",
                "List-Unsubscribe": f"<{away}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Content-Language": notice.user.language,
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(render_to_string("notices/mail/notice.html", context), "text/html")
    return mail


def _host() -> str:
    return settings.SITE_URL.partition("://")[2].partition(":")[0] or "kapok.invalid"


def send_soon() -> None:
    """Ask a worker to send now rather than at the next minute."""
    with suppress(AlreadyEnqueued):
        app.configure_task(TASK, queueing_lock=TASK).defer(timestamp=0)
