"""Records in words: where one stands, what happened to it, what its evidence means."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapok.activity.attendance.models import Attendance, CheckInMode
from kapok.activity.records.models import RecordState, ServiceRecord
from kapok.core.accounts.models import User
from kapok.core.journal.models import Line

TONES = {
    "effective": "success",
    "pending_confirmation": "warning",
    "rejected": "error",
    "void": "error",
}
VERBS: dict[str, tuple[str | Promise, str]] = {
    "record.pending": (gettext_lazy("Recorded, waiting for confirmation"), "now"),
    "record.effective": (gettext_lazy("Recorded and counted at once"), "done"),
    "record.confirmed": (gettext_lazy("Confirmed"), "done"),
    "record.adjusted": (gettext_lazy("Adjusted and counted"), "done"),
    "record.rejected": (gettext_lazy("Rejected"), "bad"),
    "record.void": (gettext_lazy("Made void"), "bad"),
}


def tone(record: ServiceRecord) -> str:
    return TONES[record.state]


def evidence(text: str) -> str:
    """“qr_rotating/leader_roster” in words."""
    labels = dict(CheckInMode.choices)
    return " → ".join(str(labels.get(mode, mode)) for mode in text.split("/"))


def pipeline(record: ServiceRecord, first: ServiceRecord) -> list[dict[str, Any]]:
    """From the door to the total: what is done, what is next, and by when."""
    steps = [
        {"label": _("Checked in"), "state": "done", "at": first.served.lower},
        {"label": _("Checked out"), "state": "done", "at": first.served.upper},
        {"label": _("Recorded"), "state": "done", "at": first.written_at},
    ]
    if record.state == RecordState.PENDING:
        return [
            *steps,
            {"label": _("Confirmed by the organisation"), "state": "now", "due": record.due_on},
        ]
    if record.state == RecordState.EFFECTIVE:
        return [*steps, {"label": _("Counts for you"), "state": "done", "at": record.written_at}]
    label = _("Rejected") if record.state == RecordState.REJECTED else _("Made void")
    return [
        *steps,
        {"label": label, "state": "bad", "at": record.written_at, "text": record.reason},
    ]


def presence_pipeline(pair: Attendance, due: Any) -> list[dict[str, Any]]:
    """A stretch that is no record yet."""
    came = {"label": _("Checked in"), "state": "done", "at": pair.came}  # type: ignore[attr-defined]
    if pair.state == "opened":
        out = {"label": _("Check out when you leave"), "state": "now"}
    elif pair.state == "dangling":
        out = {"label": _("No check-out: the leader enters when you left"), "state": "bad"}
    else:
        out = {"label": _("Checked out"), "state": "done", "at": pair.went}  # type: ignore[attr-defined]
    counted = {
        "label": _("Counted"),
        "state": "now" if pair.state == "closed" else "todo",
        "due": due,
    }
    return [came, out, counted]


def history(record: ServiceRecord) -> list[dict[str, Any]]:
    """What the journal tells of a record, oldest first, with the people who decided."""
    lines = list(Line.objects.filter(about_id=record.uid, verb__in=VERBS).order_by("at", "id"))
    names = _names({line.by_id for line in lines if line.by_id})
    return [_event(line, names) for line in lines]


def _names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(User.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def _event(line: Line, names: dict[UUID, str]) -> dict[str, Any]:
    title, tone = VERBS[line.verb]
    by = names.get(line.by_id, "") if line.by_id else _("by rule")
    parts = [by, line.payload.get("reason", ""), " ".join(line.policies)]
    return {
        "title": title,
        "at": line.at,
        "tone": tone,
        "text": " · ".join(part for part in parts if part),
    }
