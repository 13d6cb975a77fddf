"""Love exchange stores with goods on the shelf."""

from datetime import timedelta

from kapok.recognition.store.models import Clerk, ExchangeStore, RedemptionItem, StockMovement
from kapok.testing.demo import texts
from kapok.testing.demo.copying import copy_in
from kapok.testing.demo.world import World


def make_stores(world: World) -> None:
    hosts = world.organizations[2:14:2] + world.organizations[16:30:4]
    stores = [
        ExchangeStore(
            organization=host,
            region=host.region,
            name=f"{host.region.name.removesuffix('市').removesuffix('区')}爱心兑换超市",
            name_en=f"Love Exchange Store, {host.region.name_en.removesuffix(' District')}",
            address=f"{world.rng.choice(texts.STREETS)}{world.rng.randint(1, 200)}号",
            opening_hours="周二至周日 9:30–17:30",
        )
        for host in hosts
    ]
    copy_in(stores)
    items = [item for store in stores for item in _shelf(world, store)]
    copy_in(items)
    clerk = world.cast["tan"]
    copy_in(
        [
            StockMovement(
                item=item, kind="received", quantity=item.on_hand, reason="期初库存", at=world.now, by_id=clerk.id
            )
            for item in items
        ]
    )
    Clerk.objects.create(store=stores[0], user=clerk, started_at=world.now - timedelta(days=200))


def _shelf(world: World, store: ExchangeStore) -> list[RedemptionItem]:
    goods = world.rng.sample(texts.GOODS, 8)
    return [
        RedemptionItem(
            store=store,
            name=name,
            name_en=name_en,
            picture=picture,
            price=price,
            on_hand=world.rng.choice([2, 8, 15, 30, 60]),
        )
        for picture, name, name_en, price in goods
    ]
