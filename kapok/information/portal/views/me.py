from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kapok.activity.activities.queries import upcoming_signups
from kapok.activity.records.queries import of_volunteer, totals_of
from kapok.core.access import Permission, grants_of, signed_in
from kapok.information.notices.models import Notice
from kapok.information.notices.rendering import render as in_words
from kapok.information.portal.views.feeds import my_feed_url
from kapok.organization.volunteers import queries as volunteers
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.points.queries import account_of
from kapok.recognition.stars.queries import progress

# Where a role's work is: permission, words, icon, page.
DESKS = [
    (Permission.ACTIVITY_PUBLISH, _("Organise activities"), _("Publish, watch sign-ups, lead check-in."), "megaphone", "activities:organise"),
    (Permission.ACTIVITY_APPROVE, _("Activities to approve"), _("Long days and big risks need a second pair of eyes."), "clipboard-check", "activities:approvals"),
    (Permission.RECORD_CONFIRM, _("Records to confirm"), _("Hours that wait for somebody to vouch for them."), "badge-check", "records:pending"),
    (Permission.STAR_CERTIFY, _("Stars to certify"), _("Volunteers who reached a star."), "star", "stars:waiting"),
    (Permission.STORE_MANAGE, _("Store counter"), _("Hand over goods, keep the stock."), "store", "store:counter"),
    (Permission.VOLUNTEER_READ, _("Volunteers"), _("The volunteers of your place, masked."), "users", "volunteers:list"),
    (Permission.VOLUNTEER_REVIEW, _("Account recoveries"), _("People locked out of an account that may be theirs."), "key-round", "volunteers:recoveries"),
    (Permission.CERTIFICATE_MANAGE, _("Certificates issued"), _("Look up and revoke."), "file-check", "certificates:office"),
    (Permission.POLICY_CHANGE, _("Rules"), _("Every number of the rule book, with dates and sources."), "scale", "policies:index"),
    (Permission.JOURNAL_READ, _("Journal"), _("Who did what, when, under which rules."), "history", "journal:list"),
    (Permission.BACK_OFFICE, _("Back office"), _("Reference data."), "settings", "admin:index"),
]  # fmt: skip


@require_GET
@signed_in
def dashboard(request: HttpRequest) -> HttpResponse:
    """What matters to this person today: their service, and the desks of their roles."""
    volunteer = volunteers.of(request.user)
    context: dict[str, Any] = {
        "volunteer": volunteer,
        "desks": _desks(request.user),
        "notices": _news(request.user),
        "grants": [grant for grant in grants_of(request.user) if grant.role.staff],
    }
    if volunteer is not None:
        context |= _service(volunteer)
    return render(request, "portal/me.html", context)


def _news(user: Any) -> list[dict[str, Any]]:
    unread = Notice.objects.filter(user=user, read_at__isnull=True).order_by("-at", "-id")[:3]
    return [{"title": in_words(notice).title, "at": notice.at} for notice in unread]


def _service(volunteer: Volunteer) -> dict[str, Any]:
    now = timezone.now()
    totals = totals_of(volunteer.pk)
    return {
        "totals": totals,
        "progress": progress(volunteer, now, minutes=totals.lifetime_minutes),
        "points": account_of(volunteer),
        "upcoming": upcoming_signups(volunteer, now)[:4],
        "recent": of_volunteer(volunteer.pk).order_by("-service_day", "-id")[:4],
        "feed": my_feed_url(volunteer),
    }


def _desks(user: Any) -> list[dict[str, Any]]:
    held = {permission for grant in grants_of(user) for permission in grant.role.permissions}
    found = []
    for permission, label, text, icon, name in DESKS:
        if permission in held:
            try:
                found.append({"label": label, "text": text, "icon": icon, "url": reverse(name)})
            except NoReverseMatch:
                continue
    return found
