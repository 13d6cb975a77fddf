"""The town's example for each page whose parameters a door does not explain, and what these examples need to exist."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from kapok.activity.activities.models import Activity, Position, SignUp
from kapok.activity.records.models import ServiceRecord
from kapok.core.common.crypto import token_hash
from kapok.core.common.ids import new_id
from kapok.core.journal import readers, sequencing
from kapok.information.notices import mailing
from kapok.information.notices.models import Notice
from kapok.information.portal.views import feeds
from kapok.organization.volunteers.actions import recovery
from kapok.organization.volunteers.models import GuardianConsent, RecoveryRequest
from kapok.recognition.certificates import actions as certificates
from kapok.recognition.certificates.tests.conftest import TEXTS
from kapok.recognition.stars.models import StarGrade
from kapok.recognition.store import actions as store
from kapok.recognition.store.tests.conftest import give
from kapok.testing.town import Town


def furnish(town: Town) -> None:
    """Lin has a place, hours, a certificate and rice waiting; Zhou has hours to confirm; Mei's guardian is asked."""
    if "signup" in town.__dict__:
        return
    lin, today = town.volunteers["lin"], timezone.localdate(town.now)
    session = town.session
    town.signup = SignUp.objects.create(
        activity=town.clean_up, position=town.position, volunteer=lin, state="confirmed", queued=1,
        served=(session.starts_at, session.ends_at), asked_at=town.now, decided_at=town.now,
    )  # fmt: skip
    Position.objects.filter(pk=town.position.pk).update(confirmed=1)
    Activity.objects.filter(pk=town.clean_up.pk).update(taken=1)
    town.record = _record(town, today - timedelta(days=3), state="pending_confirmation", trust_class="C")
    _record(town, today - timedelta(days=5), state="effective", trust_class="A")
    wish = certificates.Wish(start=today - timedelta(days=30), end=today)
    town.certificate = certificates.request(lin, wish=wish, by=town.lin, at=town.now)
    give(town, lin, 20_000)
    town.redemption, _code = store.reserve(
        town.rice, quantity=1, volunteer=lin, request_id=new_id(), by=town.lin, at=town.now
    )
    town.star = StarGrade.objects.create(volunteer=lin, level=1, minutes=6_600, reached_at=town.now)
    while sequencing.place_pending():
        pass
    readers.catch_up()


def _record(town: Town, day: date, **more: Any) -> ServiceRecord:
    """An hour and a half of Lin's for the River organisation."""
    start = timezone.make_aware(datetime.combine(day, time(9)))
    return ServiceRecord.objects.create(
        volunteer_id=town.volunteers["lin"].pk, volunteer_user_id=town.lin.pk, organization_id=town.river_org.pk,
        activity_id=new_id(), session_id=new_id(), region_code="440106", service_day=day,
        served=(start, start + timedelta(minutes=90)), actual_minutes=90, service_minutes=90,
        due_on=day + timedelta(days=14), written_at=start, record_class="credit", evidence="qr_rotating/qr_rotating",
        **TEXTS, **more,
    )  # fmt: skip


def _notice(town: Town) -> UUID:
    furnish(town)
    return Notice.objects.filter(user=town.lin).values_list("pk", flat=True).first() or new_id()


def _recovery(town: Town) -> UUID:
    asked = RecoveryRequest.objects.first()
    if asked is None:
        words = "去年在天河区登记过，手机号换了。"
        asked = recovery.ask_for_recovery(town.volunteers["hua"], statement=words, by=town.deng, at=town.now)
    return asked.pk


def _guardian(town: Town) -> dict[str, Any]:
    """A link that was sent; the answer would be taken once."""
    GuardianConsent.objects.get_or_create(
        token_hash=token_hash("guards-example"), volunteer=town.volunteers["mei"],
        defaults={"guardian_name": "梅大海", "guardian_contact": "+8613900139000", "relation": "father",
                  "text_version": "2026-11", "asked_at": town.now, "expires_at": town.now + timedelta(days=14)},
    )  # fmt: skip
    return {"token": "guards-example"}


def _feed(town: Town) -> dict[str, Any]:
    address = feeds.my_feed_url(town.volunteers["lin"])
    return {"token": address.rsplit("/", 1)[1].removesuffix(".ics")}


def _of(name: str, parameter: str = "pk") -> Callable[[Town], dict[str, Any]]:
    def example(town: Town) -> dict[str, Any]:
        furnish(town)
        return {parameter: getattr(town, name).pk}

    return example


def _consent(town: Town) -> dict[str, Any]:
    return {"key": "recommendations"}


def _own_record(town: Town) -> dict[str, Any]:
    furnish(town)
    return {"uid": town.record.uid, "volunteer_id": town.record.volunteer_id}


def _certificate(town: Town) -> dict[str, Any]:
    furnish(town)
    return {"number": town.certificate.number, "code": town.certificate.check_code, "pk": town.certificate.pk}


def _counter(town: Town) -> dict[str, Any]:
    furnish(town)
    return {"pk": town.store.pk, "item": town.rice.pk, "redemption": town.redemption.pk}


def _place(town: Town) -> dict[str, Any]:
    furnish(town)
    position = town.position
    return {"activity_id": position.activity_id, "position_id": position.pk, "signup_id": town.signup.pk}


EXAMPLES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "activities:cancel_signup": _place,
    "activities:organise_remove": _of("signup"),
    "activities:sign_up": _place,
    "activities:signup": _place,
    # A forged one: a true one would have grown stale before the last visitor knocks.
    "attendance:check_in": lambda town: {"token": "F" * 48},
    "attendance:done": lambda town: {"session_id": town.session.pk},
    "attendance:tick": lambda town: {"pk": town.session.pk, "volunteer_id": town.volunteers["lin"].pk},
    "certificates:answer": _certificate,
    "certificates:detail": _certificate,
    "certificates:download": _certificate,
    "certificates:manage": _certificate,
    "certificates:manage-file": _certificate,
    "demo:become": lambda town: {"key": "lin"},
    "notices:open": lambda town: {"pk": _notice(town)},
    "notices:unsubscribe": lambda town: {"token": mailing.token_for(town.lin.pk, "signup")},
    "organizations:join": _of("river_org"),
    "organizations:leave": _of("river_org"),
    "organizations:members": _of("river_org"),
    "organizations:members_sheet": _of("river_org"),
    "organizations:profile": _of("river_org"),
    "points:statement": lambda town: {"form": "csv"},
    "policies:change": lambda town: {"key": "star_hours"},
    "policies:detail": lambda town: {"key": "star_hours"},
    "portal:activity": _of("clean_up"),
    "portal:activity_ics": _of("clean_up"),
    "portal:my_feed": _feed,
    "portal:share_picture": _of("clean_up"),
    "projects:new": _of("river_org"),
    "records:detail": _own_record,
    "records:review": _own_record,
    "regions:steps": lambda town: {"root": "china", "deepest": "county"},
    "stars:certify": _of("star"),
    "store:cancel": _of("redemption"),
    "store:item": _of("rice"),
    "store:redemption": _of("redemption"),
    "store:refund": _counter,
    "store:stock_item": _counter,
    "store:store": _of("store"),
    "store:withdraw": _counter,
    "volunteers:decide_recovery": lambda town: {"pk": _recovery(town)},
    "volunteers:enrol_step": lambda town: {"step": "person"},
    "volunteers:give_consent": _consent,
    "volunteers:guardian": _guardian,
    "volunteers:notice": _consent,
    "volunteers:withdraw_consent": _consent,
}
