"""What activities learn from later decisions about people."""

from collections.abc import Sequence

from kapok.activity.activities import actions
from kapok.activity.activities.models import OPEN, SignUp
from kapok.core.journal.readers import Placed, Reader, register


@register
class LeaversGiveTheirPlacesBack(Reader):
    """Whoever withdraws as a volunteer holds no place any more. Looks at the sign-ups themselves, so a line
    seen twice changes nothing."""

    name = "leavers"
    verbs = frozenset({"volunteer.withdrawn"})

    def handle(self, placed: Sequence[Placed]) -> None:
        leavers = [(one.line.person_id, one.line.at) for one in placed if one.line.person_id]
        for volunteer, at in leavers:
            open_ones = SignUp.objects.filter(volunteer_id=volunteer, state__in=OPEN, served__startswith__gt=at)
            for signup in open_ones:
                actions.cancel(signup, by=None, at=at)

    def reset(self) -> None:
        """Nothing to forget: a place given back is somebody else's."""
