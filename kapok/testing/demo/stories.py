"""What the cast did lately, each step by the action a page would call: sign-ups, a draft, something to approve,
goods fetched and reserved, a certificate."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kapok.activity.activities.actions import copy, revise, sign_up, submit
from kapok.activity.activities.models import Activity
from kapok.activity.activities.plans import Plan, plan_of
from kapok.activity.activities.queries import public_list, standings
from kapok.activity.records.models import Evaluation, HonourRecord, ServiceRecord, TrainingRecord
from kapok.core.common.ids import new_id
from kapok.core.common.refusals import Refusal
from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.certificates import actions as certificates
from kapok.recognition.store.actions import pick_up, reserve
from kapok.recognition.store.models import ExchangeStore, RedemptionItem
from kapok.testing.demo.world import World

COMING = {"lin": 4, "hua": 2, "mei": 1, "chen": 1, "zhou": 1}  # Qiao's first sign-up is yours to try
LONG_DAY = timedelta(hours=9)


def tell(world: World) -> None:
    for key, wanted in COMING.items():
        _sign_up(world, world.cast[f"{key}.volunteer"], wanted)
    _chen_plans(world)
    _goods(world)
    _lins_groups(world)
    _lins_certificate(world)


def _sign_up(world: World, volunteer: Volunteer, wanted: int) -> None:
    """The next things that suit this person, until they have as many as they like."""
    suiting = public_list(suits=volunteer, with_places=True, at=world.now).order_by("starts_at", "id")
    nearby = public_list(region="440100", with_places=True, at=world.now).order_by("starts_at", "id")
    for activity in [*suiting[:20], *nearby[:20]]:
        free = [s for s in standings(list(activity.positions.all()), volunteer, world.now) if s.may_ask and s.left > 0]
        if wanted and free and not any(s.signup for s in free):
            try:
                sign_up(free[0].position, volunteer=volunteer, by=volunteer.user, at=world.now)
            except Refusal:
                continue  # the same stretch of the day is taken
            wanted -= 1


def _chen_plans(world: World) -> None:
    """A draft to go on with, and a nine-hour day that needs the sub-station's approval."""
    chen, at = world.cast["chen"], world.now
    river = Activity.objects.filter(organization=world.cast["river"], state="closed", risky=False)
    earlier = list(river.order_by("-starts_at", "id")[:2])
    _copied(world, earlier[0], days=16)
    plan, long_day = _copied(world, earlier[1], days=20)
    plan.sessions = plan.sessions[:1]
    session = plan.sessions[0]
    session.starts_at = timezone.localtime(session.starts_at).replace(hour=8, minute=0)
    session.ends_at = session.starts_at + LONG_DAY
    plan.values["signup_closes_at"] = session.starts_at
    long_day = revise(long_day, plan=plan, by=chen, at=at)
    submit(long_day, classes=[1, 2, 3, 4, 5, 6], by=chen, at=at)


def _copied(world: World, earlier: Activity, *, days: int) -> tuple[Plan, Activity]:
    """A copy under the name of its own month."""
    first_day, chen = world.today + timedelta(days=days), world.cast["chen"]
    made = copy(earlier, first_day=first_day, by=chen, at=world.now)
    plan = plan_of(made)
    plan.values["name"] = f"{earlier.name.partition('（')[0]}（{first_day.month}月）"
    plan.values["name_en"] = f"{earlier.name_en.rpartition(',')[0]}, {first_day:%B}"
    return plan, revise(made, plan=plan, by=chen, at=world.now)


def _goods(world: World) -> None:
    """Lin and Hua have fetched something before, and have something waiting for them at Tan's counter."""
    store = ExchangeStore.objects.get(clerks__user=world.cast["tan"])
    items = list(RedemptionItem.objects.filter(store=store, on_hand__gte=8).order_by("price", "id"))
    for key, days in (("lin", 24), ("hua", 15)):
        person, user = world.cast[f"{key}.volunteer"], world.cast[key]
        fetched, waiting = items[0], items[1]
        at = world.now - timedelta(days=days)
        _, code = _reserve(fetched, person, user, at)
        pick_up(code, store=store, by=world.cast["tan"], at=at + timedelta(days=1))
        _reserve(waiting, person, user, world.now - timedelta(hours=20))


def _reserve(item: RedemptionItem, person: Volunteer, user: Any, at: Any) -> tuple[Any, str]:
    return reserve(item, quantity=1, volunteer=person, request_id=new_id(), by=user, at=at)


def _lins_groups(world: World) -> None:
    """Trainings, honours and a judgement, so that all five groups of a record have something to show."""
    lin, zhou, at, river = world.cast["lin.volunteer"], world.cast["zhou"], world.now, world.cast["river"]
    shared = {"volunteer": lin, "organization": river, "recorded_by_id": zhou.id, "recorded_at": at}
    TrainingRecord.objects.create(
        name="志愿者通用培训", content="志愿精神、服务礼仪、安全须知与隐私保护。", learning_minutes=180,
        host="广州市志愿者协会", on=world.today - timedelta(days=320), **shared,
    )  # fmt: skip
    TrainingRecord.objects.create(
        name="心肺复苏与 AED 急救", content="理论两小时，实操考核合格。", learning_minutes=240,
        host="南山蓝天救援队", on=world.today - timedelta(days=96), **shared,
    )  # fmt: skip
    HonourRecord.objects.create(
        name="年度优秀志愿者", on=world.today - timedelta(days=60), granted_by="广州市志愿者协会", **shared
    )
    served = ServiceRecord.objects.effective().filter(volunteer_id=lin.pk).order_by("-service_day").first()
    if served:
        Evaluation.objects.create(
            volunteer=lin, record_uid=served.uid, score=5, comment="认真负责，和街坊聊得来。",
            on=served.service_day + timedelta(days=1), evaluated_by_id=world.cast["chen"].id,
        )  # fmt: skip


def _lins_certificate(world: World) -> None:
    wish = certificates.Wish(start=world.today - timedelta(days=180), end=world.today)
    certificates.request(world.cast["lin.volunteer"], wish=wish, by=world.cast["lin"], at=world.now)
