from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_GET
from icalendar import Alarm, Calendar, Event

from kapok.activity.activities.models import Activity
from kapok.activity.activities.queries import public_activity, upcoming_signups
from kapok.core.access import public
from kapok.core.ui import words
from kapok.information.portal import pictures
from kapok.information.portal.views.finding import _asked
from kapok.organization.volunteers.models import Volunteer

KIND = "text/calendar; charset=utf-8"
SALT = "portal.calendar"


def calendar(name: str) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Kapok//Volunteer service hub//")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    made.add("refresh-interval;value=duration", "PT1H")
    return made


def event(activity: Activity, starts: datetime, ends: datetime, key: Any, *, remind: bool = False) -> Event:
    made = Event()
    made.add("uid", f"{key}@kapok")
    made.add("dtstamp", activity.published_at or activity.created_at)
    made.add("dtstart", starts)
    made.add("dtend", ends)
    made.add("summary", words.local(activity, "name"))
    made.add("description", words.local(activity, "content"))
    made.add("location", f"{activity.region.local_full_name} {activity.address}")
    made.add("url", settings.SITE_URL + reverse("portal:activity", args=[activity.pk]))
    if remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", words.local(activity, "name"))
        alarm.add("trigger", timedelta(hours=-2))
        made.add_component(alarm)
    return made


def answer(made: Calendar, name: str) -> HttpResponse:
    response = HttpResponse(made.to_ical(), content_type=KIND)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@public("A feed of public activities for anybody's calendar.")
@require_GET
@cache_control(public=True, max_age=300)
def activities(request: HttpRequest) -> HttpResponse:
    _form, found = _asked(request)
    made = calendar(str(_("Volunteer activities")))
    for activity in found.order_by("starts_at", "id")[:200]:
        made.add_component(event(activity, activity.starts_at, activity.ends_at, activity.pk))
    return answer(made, "activities.ics")


@public("One public activity for anybody's calendar.")
@require_GET
def activity(request: HttpRequest, pk: Any) -> HttpResponse:
    found = public_activity(pk)
    if found is None:
        raise Http404
    made = calendar(words.local(found, "name"))
    for session in found.sessions.all():
        made.add_component(event(found, session.starts_at, session.ends_at, session.pk, remind=True))
    return answer(made, "activity.ics")


def my_feed_url(volunteer: Volunteer) -> str:
    """A private address a phone's calendar can subscribe to; a renewed card makes it invalid."""
    secret = bytes(volunteer.card_secret).hex()[:8]
    token = signing.dumps([str(volunteer.pk), secret], salt=SALT, compress=True)
    return reverse("portal:my_feed", args=[token])


@public("Calendar programs cannot sign in: the signed address is the key, and shows only one's own sign-ups.")
@require_GET
def mine(request: HttpRequest, token: str) -> HttpResponse:
    try:
        key, secret = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    volunteer = Volunteer.objects.filter(pk=key).first()
    if volunteer is None or bytes(volunteer.card_secret).hex()[:8] != secret:
        raise Http404
    made = calendar(str(_("My volunteering")))
    for signup in upcoming_signups(volunteer, timezone.now()).filter(state="confirmed"):
        session = signup.position.session
        made.add_component(event(signup.activity, session.starts_at, session.ends_at, session.pk, remind=True))
    return answer(made, "my-volunteering.ics")


def _picture_tag(request: HttpRequest, pk: Any) -> str | None:
    return pictures.tag(public_activity(pk))


@public("The picture chats and search engines show beside a shared activity.")
@require_GET
@cache_control(public=True, max_age=3600)
@condition(etag_func=_picture_tag)
def picture(request: HttpRequest, pk: Any) -> HttpResponse:
    found = public_activity(pk)
    if found is None:
        raise Http404
    return HttpResponse(pictures.share_picture(found), content_type="image/png")
