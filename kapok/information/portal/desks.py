"""Where a role's work is."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapok.core.access import Permission, grants_of


@dataclass(frozen=True)
class Desk:
    permission: Permission
    label: Promise
    text: Promise
    icon: str
    page: str


DESKS = [
    Desk(
        Permission.ACTIVITY_PUBLISH, _("Organise activities"),
        _("Publish, watch sign-ups, lead check-in."), "megaphone", "activities:organise",
    ),
    Desk(
        Permission.ACTIVITY_APPROVE, _("Activities to approve"),
        _("Long days and big risks need a second pair of eyes."), "clipboard-check", "activities:approvals",
    ),
    Desk(
        Permission.RECORD_CONFIRM, _("Records to confirm"),
        _("Hours that wait for somebody to vouch for them."), "badge-check", "records:pending",
    ),
    Desk(
        Permission.STAR_CERTIFY, _("Stars to certify"),
        _("Volunteers who reached a star."), "star", "stars:waiting",
    ),
    Desk(
        Permission.STORE_MANAGE, _("Store counter"),
        _("Hand over goods, keep the stock."), "store", "store:counter",
    ),
    Desk(
        Permission.VOLUNTEER_READ, _("Volunteers"),
        _("The volunteers of your place, masked."), "users", "volunteers:list",
    ),
    Desk(
        Permission.VOLUNTEER_REVIEW, _("Account recoveries"),
        _("People locked out of an account that may be theirs."), "key-round", "volunteers:recoveries",
    ),
    Desk(
        Permission.CERTIFICATE_MANAGE, _("Certificates issued"),
        _("Look up and revoke."), "file-check", "certificates:office",
    ),
    Desk(
        Permission.POLICY_CHANGE, _("Rules"),
        _("Every number of the rule book, with dates and sources."), "scale", "policies:index",
    ),
    Desk(
        Permission.JOURNAL_READ, _("Journal"),
        _("Who did what, when, under which rules."), "history", "journal:list",
    ),
    Desk(
        Permission.BACK_OFFICE, _("Back office"),
        _("Reference data."), "settings", "admin:index",
    ),
]  # fmt: skip


def desks_of(user: Any) -> list[dict[str, Any]]:
    """The desks of what this person's roles permit; a room that is not installed has none."""
    held = {permission for grant in grants_of(user) for permission in grant.role.permissions}
    found = []
    for desk in DESKS:
        if desk.permission in held:
            try:
                url = reverse(desk.page)
            except NoReverseMatch:
                continue
            found.append({"label": desk.label, "text": desk.text, "icon": desk.icon, "url": url})
    return found
