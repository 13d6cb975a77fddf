"""A short message to somebody who may have no account: by text to a phone number, by mail to an
address.
"""

from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from kapok.core.accounts import sms


def send(contact: str, template: str, context: dict[str, Any], *, language: str) -> None:
    """`template` names `<template>.txt` (the text) and, for mail, `<template>_subject.txt`."""
    with translation.override(language):
        text = render_to_string(f"{template}.txt", context).strip()
        if "@" not in contact:
            sms.send(contact, text)
            return
        subject = render_to_string(f"{template}_subject.txt", context).strip()
        send_mail(subject, text, None, [contact])
