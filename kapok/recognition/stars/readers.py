"""Stars follow records: whoever's hours changed is looked at again."""

from collections.abc import Sequence

from kapok.core.journal.readers import Placed, Reader, register
from kapok.recognition.stars import actions
from kapok.recognition.stars.models import StarGrade


@register
class Stars(Reader):
    """Looks at the totals as they stand, so reading a line twice changes nothing. A rebuild forgets what
    nobody certified and reaches it again."""

    name = "stars"
    verbs = frozenset({"record.effective", "record.confirmed", "record.adjusted", "record.void"})
    batch = 1_000

    def handle(self, placed: Sequence[Placed]) -> None:
        actions.review({each.line.person_id: each.line.at for each in placed if each.line.person_id})

    def reset(self) -> None:
        StarGrade.objects.filter(certified_at__isnull=True).delete()
