"""What a batch of journal lines is about, fetched with one query a kind of thing."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from kapok.activity.activities.models import Activity
from kapok.core.journal.models import Line
from kapok.organization.organizations.models import Organization
from kapok.recognition.store.models import ExchangeStore, RedemptionItem

Named = dict[UUID, dict[str, Any]]
# Payload values that may be shown to the person as they are.
SENT_BACK = ("activity.returned", "activity.rejected")  # why stands on the activity, not in the journal
PLAIN = ("minutes", "before", "cost", "quantity", "level", "number", "reason", "due", "uid")


class Details:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.activities = {row.pk: row for row in Activity.objects.filter(pk__in=_ids(lines, activity_of))}
        self.organizations = _names(Organization, _ids(lines, lambda line: line.organization_id))
        self.items = _names(RedemptionItem, _ids(lines, lambda line: _uuid(line, "item")))
        self.stores = _names(ExchangeStore, _ids(lines, lambda line: _uuid(line, "store")))

    def of(self, line: Line) -> dict[str, Any]:
        found = {name: line.payload[name] for name in PLAIN if name in line.payload}
        found["about"] = str(line.about_id)
        if line.about_type == "signup":
            found["signup"] = str(line.about_id)
        if "uid" in found:
            found["record"] = found.pop("uid")
        found |= self._activity(line)
        for name, rows, key in (
            ("organization", self.organizations, line.organization_id),
            ("item", self.items, _uuid(line, "item")),
            ("store", self.stores, _uuid(line, "store")),
        ):
            if key in rows:
                found[name] = rows[key]
        return found

    def _activity(self, line: Line) -> dict[str, Any]:
        activity = self.activities.get(activity_of(line))  # type: ignore[arg-type]
        if activity is None:
            return {}
        said = {"reason": activity.note} if line.verb in SENT_BACK else {}
        return about_activity(activity) | said


def about_activity(activity: Activity) -> dict[str, Any]:
    return {
        "activity": {"name": activity.name, "name_en": activity.name_en},
        "starts": activity.starts_at.isoformat(),
        "place": activity.address,
    }


def activity_of(line: Line) -> UUID | None:
    if line.about_type == "activity":
        return line.about_id
    return _uuid(line, "activity_id") or _uuid(line, "activity")


def _uuid(line: Line, name: str) -> UUID | None:
    value = line.payload.get(name)
    return UUID(value) if value else None


def _ids(lines: Iterable[Line], read: Any) -> set[UUID]:
    return {key for line in lines if (key := read(line))}


def _names(model: Any, keys: set[UUID]) -> Named:
    if not keys:
        return {}
    rows = model.objects.filter(pk__in=keys).values_list("pk", "name", "name_en")
    return {pk: {"name": name, "name_en": name_en} for pk, name, name_en in rows}
