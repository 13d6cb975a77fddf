from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from kapok.core.accounts.models import User
from kapok.core.journal.models import Line
from kapok.core.journal.readers import Placed, Reader, register
from kapok.information.notices import actions, recipients
from kapok.information.notices.details import Details
from kapok.information.notices.models import Notice
from kapok.information.notices.wording import WORDINGS

TOLD_WITHIN = timedelta(days=90)  # what is older is history, not news


@register
class Notices(Reader):
    """One notice for each person a line concerns.

    What people did with their notices is not the reader's: reading again refreshes the details and
    keeps what was read and mailed.
    """

    name = "notices"
    verbs = frozenset(WORDINGS)

    def handle(self, placed: Sequence[Placed]) -> None:
        since = timezone.now() - TOLD_WITHIN
        lines = [each.line for each in placed if each.line.at >= since]
        told = recipients.of(lines)
        actions.tell(_notices(lines, told))

    def reset(self) -> None:
        """Nothing: see above."""


def _notices(lines: Sequence[Line], told: recipients.Users) -> list[Notice]:
    details = Details(lines)
    living = _who_signs_in({user for users in told.values() for user in users})
    return [
        Notice(user_id=user, line_id=line.id, verb=line.verb, details=details.of(line), at=line.at)
        for line in lines
        for user in sorted(told.get(line.id, set()) & living)
    ]


def _who_signs_in(users: Iterable[UUID]) -> set[UUID]:
    return set(User.objects.filter(pk__in=users, is_active=True).values_list("pk", flat=True))
