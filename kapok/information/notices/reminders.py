"""A word before it starts (BR-58): a day ahead and two hours ahead, once each."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from kapok.activity.activities.models import PUBLIC_STATES, SignUp
from kapok.information.notices import actions
from kapok.information.notices.details import about_activity
from kapok.information.notices.models import Notice

AHEAD = {"day": timedelta(hours=24), "hours": timedelta(hours=2)}


def remind(*, at: datetime) -> int:
    """Tell everybody whose session starts within a day or two hours and who was not told yet; how many.

    The key of a reminder is made from the sign-up and the lead, so no run tells twice. Who signed up
    inside a lead needs no reminder of what they have just done.
    """
    notices = [notice for name, lead in AHEAD.items() for notice in _due(name, lead, at)]
    told = set(Notice.objects.filter(line_id__in=[each.line_id for each in notices]).values_list("line_id", flat=True))
    fresh = [each for each in notices if each.line_id not in told]
    actions.tell(fresh)
    return len(fresh)


def _due(name: str, lead: timedelta, at: datetime) -> Iterator[Notice]:
    rows = SignUp.objects.filter(
        state="confirmed",
        volunteer__user__is_active=True,
        activity__state__in=PUBLIC_STATES,
        position__session__starts_at__gt=at,
        position__session__starts_at__lte=at + lead,
    ).select_related("activity", "position__session", "volunteer")
    for row in rows:
        session = row.position.session
        if row.decided_at and row.decided_at > session.starts_at - lead:
            continue
        assert row.volunteer.user_id, "the query asks for an active user"
        yield Notice(
            user_id=row.volunteer.user_id,
            line_id=_key(row.pk, name),
            verb="reminder.session",
            details=about_activity(row.activity) | {"signup": str(row.pk), "starts": session.starts_at.isoformat()},
            at=at,
        )


def _key(signup: UUID, name: str) -> UUID:
    return uuid5(signup, f"reminder:{name}")
