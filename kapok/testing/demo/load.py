"""Making the province, step by step, saying what is done."""

import time
from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from kapok.core.journal import readers
from kapok.core.journal.sequencing import ensure_partitions, place_pending
from kapok.core.policies.documents import load_documents
from kapok.testing.demo import hours, people, places, stores, work
from kapok.testing.demo.world import World

Say = Callable[[str], None]


def load(*, now: datetime, say: Say, volunteers: int = 7_000) -> World:
    """The whole demo province in one transaction, then points, stars and notices from the journal."""
    began = time.monotonic()
    world = World(now=now, volunteers_wanted=volunteers)
    with transaction.atomic():
        _make(world, say)
    say("Points, stars and notices from the journal …")
    ensure_partitions(world.today)
    while place_pending():
        pass
    readers.catch_up()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"The demo province stands ({time.monotonic() - began:.0f} s).")
    return world


def _make(world: World, say: Say) -> None:
    say("Divisions, populations, policy documents …")
    places.make_regions(world)
    load_documents()
    stations = places.make_substations(world)
    say(f"{len(stations)} sub-stations; organisations and teams …")
    places.make_organizations(world, stations)
    people.make_people(world)
    people.make_members(world, stations)
    say(f"{len(world.volunteers):,} volunteers who do not exist …")
    projects = work.make_projects(world)
    plans = work.make_activities(world, projects)
    say(f"{len(projects)} projects, {len(plans)} activities …")
    rows = hours.make_hours(world, plans)
    say(f"{len(rows.records):,} service records …")
    stores.make_stores(world)
