"""Follows what happens to records: a certificate that lists a changed one is superseded (BR-88)."""

from collections.abc import Sequence

from kapok.core.journal.readers import Placed, Reader, register
from kapok.recognition.certificates import actions, queries


@register
class RecordsOfCertificates(Reader):
    """Looks at the records themselves, not at what a line says of them: seeing a line twice, or
    again in a rebuild, changes nothing.
    """

    name = "certificates"
    verbs = frozenset({"record.void", "record.adjusted", "record.rejected"})
    batch = 50

    def handle(self, placed: Sequence[Placed]) -> None:
        people = {one.line.person_id for one in placed if one.line.person_id}
        at = max(one.line.at for one in placed)
        for certificate in queries.touched_by(people):
            actions.supersede(certificate, at=at)

    def reset(self) -> None:
        """Nothing to forget: what was superseded once stays so."""
