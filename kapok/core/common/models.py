from enum import StrEnum
from typing import ClassVar

from django.db import models

from kapok.core.common.ids import new_id


class Personal(StrEnum):
    """How a personal field is masked when it must be shown to others, and treated in exports."""

    NAME = "name"  # 张*三
    DATE = "date"  # year only
    CONTACT = "contact"  # last four
    DOCUMENT = "document"  # 1101**********002X
    PLACE = "place"  # coordinates: never shown
    TEXT = "text"  # free text about a person: left out
    CODE = "code"  # sex, political status: left out


class Base(models.Model):
    """A row with a UUIDv7 key. `personal` names the fields about a natural person (guarded)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    personal: ClassVar[dict[str, Personal]] = {}

    class Meta:
        abstract = True
