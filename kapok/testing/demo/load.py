"""Making the province, step by step, saying what is done."""

import time
from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from kapok.activity.activities import indexing
from kapok.activity.activities.models import Activity
from kapok.core.journal import readers
from kapok.core.journal.sequencing import ensure_partitions, place_pending
from kapok.core.policies.documents import load_documents
from kapok.testing.demo import hours, people, places, recognition, stores, stories, work
from kapok.testing.demo.records import readers_stand
from kapok.testing.demo.world import World

Say = Callable[[str], None]


def load(*, now: datetime, say: Say, volunteers: int = 7_000) -> World:
    """The whole demo province in one transaction; then what the cast did lately, by the actions themselves."""
    began = time.monotonic()
    world = World(now=now, volunteers_wanted=volunteers)
    ensure_partitions(world.today)
    with transaction.atomic():
        _make(world, say)
    _analyze()  # the planner knows nothing yet of what was copied in
    _place()
    readers_stand(world)
    say("What the cast have been doing …")
    stories.tell(world)
    _place()
    readers.catch_up()
    _analyze()
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
    say(f"{len(rows.ledger.records):,} service records; points and stars …")
    recognition.make_points(world, rows.ledger)
    recognition.make_stars(world, rows.ledger)
    rows.ledger.write_lines()
    stores.make_stores(world)
    _index(world)


def _index(world: World) -> None:
    """What can be found: what is to come, and what goes on today."""
    found = Activity.objects.filter(ends_at__gte=world.now).select_related("organization", "region")
    indexing.index_all(found.prefetch_related("service_fields"))


def _place() -> None:
    while place_pending():
        pass


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
