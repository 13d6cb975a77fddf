"""Credit hours become points when their record is effective, and go when it is void (BR-65, 72)."""

from collections.abc import Sequence
from uuid import UUID

from kapok.activity.records.models import RecordClass, ServiceRecord
from kapok.core import policies
from kapok.core.journal.models import Line
from kapok.core.journal.readers import Placed, Reader, register
from kapok.recognition.points import ledger
from kapok.recognition.points.amounts import HUNDREDTHS, earned
from kapok.recognition.points.models import AccountKind, PointsTransaction, TransactionKind

VOID = "record.void"


@register
class Points(Reader):
    """Brings the points of each record to what its newest line makes them worth.

    The ledger is never unwritten: a rebuild reads every line again, finds what is posted posted,
    adds what is missing and works the balances out anew.
    """

    name = "points"
    verbs = frozenset({"record.effective", "record.confirmed", "record.adjusted", VOID})
    batch = 2_000

    def handle(self, placed: Sequence[Placed]) -> None:
        lines = [each.line for each in placed if each.line.person_id]
        posted, records = _posted_before(lines), _records(lines)
        postings = []
        for line in lines:
            uid, source = line.payload["uid"], _source(line.payload["uid"], line.payload["version"])
            worth, details, pinned = _worth(line, records[uid])
            change = worth - posted.get(uid, 0)
            posted[uid] = worth
            if change:
                postings.append(_posting(line, source, change, details, pinned))
        ledger.post_many(postings)

    def reset(self) -> None:
        ledger.balances_from_entries()


def _source(uid: str, version: int) -> str:
    return f"record:{uid}:{version}"


def _posted_before(lines: Sequence[Line]) -> dict[str, int]:
    """What earlier versions of these records have brought their volunteers so far."""
    earlier = {
        _source(line.payload["uid"], version): line.payload["uid"]
        for line in lines
        for version in range(1, line.payload["version"])
    }
    sums: dict[str, int] = {}
    rows = PointsTransaction.objects.filter(source__in=list(earlier)).values_list("source", "amount")
    known = {(line.payload["uid"], line.payload["version"]) for line in lines}
    for source, amount in rows:
        uid, version = earlier[source], int(source.rpartition(":")[2])
        if (uid, version) not in known:
            sums[uid] = sums.get(uid, 0) + amount
    return sums


def _records(lines: Sequence[Line]) -> dict[str, ServiceRecord]:
    rows = ServiceRecord.objects.filter(
        volunteer_id__in={line.person_id for line in lines},
        uid__in={UUID(line.payload["uid"]) for line in lines},
        version=1,
    ).only("uid", "activity_name", "activity_name_en", "region_code", "served")
    return {str(row.uid): row for row in rows}


def _worth(line: Line, record: ServiceRecord) -> tuple[int, dict, str]:
    """What the record is worth from this line on, words for it, and the rule version behind it.

    The rate is that of the place and hour of service: a later change of the rule alters nothing.
    """
    rate = policies.get("points_per_hour", region=record.region_code, at=record.served.upper)
    minutes = line.payload["minutes"]
    words = {
        "name": record.activity_name, "name_en": record.activity_name_en, "minutes": minutes,
    }  # fmt: skip
    if line.verb == VOID or line.payload["class"] != RecordClass.CREDIT:
        return 0, words, rate.version
    per_hour = rate.value * HUNDREDTHS
    return earned(minutes, per_hour), words | {"per_hour": per_hour}, rate.version


def _posting(line: Line, source: str, change: int, details: dict, pinned: str) -> ledger.Posting:
    assert line.person_id, "handle() leaves out lines that concern nobody"
    gained = change > 0
    return ledger.Posting(
        volunteer=line.person_id,
        kind=TransactionKind.EARNED if gained else TransactionKind.REVERSED,
        source=source,
        legs={AccountKind.VOLUNTEER: change, AccountKind.ISSUANCE: -change},
        at=line.at,
        policies=[pinned],
        details=details,
    )
