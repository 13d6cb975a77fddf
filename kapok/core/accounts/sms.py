"""Text messages. A province names its provider's adapter in KAPOK_SMS_BACKEND (a dotted path)."""

from typing import Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from kapok.core.accounts.models import DevelopmentMessage

KEPT = 200


class Sms(Protocol):
    """What a provider's adapter offers. `send` raises when the provider refuses; it never logs
    the text.
    """

    def send(self, phone: str, text: str) -> None: ...


class DevelopmentSms:
    """Sends nothing: /accounts/dev/messages/ shows the messages, in development and the demo
    only.
    """

    def send(self, phone: str, text: str) -> None:
        DevelopmentMessage.objects.create(recipient=phone, text=text, sent_at=timezone.now())
        old = DevelopmentMessage.objects.order_by("-id").values_list("pk", flat=True)[KEPT:]
        DevelopmentMessage.objects.filter(pk__in=list(old)).delete()


def backend() -> Sms:
    adapter: Sms = import_string(settings.SMS_BACKEND)()
    return adapter


def send(phone: str, text: str) -> None:
    backend().send(phone, text)
