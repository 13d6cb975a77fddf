from datetime import timedelta

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from kapok.activity.activities.models import SignUp
from kapok.core import journal
from kapok.core.journal import readers
from kapok.core.journal.sequencing import place_pending
from kapok.information.notices.models import Notice


@pytest.fixture
def happen(town):
    """Write a journal line and let the notices room read it; the notices there are now."""

    def call(verb, *, about, at=None, **more):
        with transaction.atomic():
            journal.write(verb, about=about, at=at or town.now, **{"by": None, **more})
        place_pending()
        readers.catch_up("notices")
        return list(Notice.objects.order_by("id"))

    return call


@pytest.fixture
def signup(town):
    """Lin has a place in the clean-up."""
    session = town.session
    return SignUp.objects.create(
        activity=town.clean_up,
        position=town.position,
        volunteer=town.volunteers["lin"],
        state="confirmed",
        served=DateTimeTZRange(session.starts_at, session.ends_at),
        queued=1,
        asked_at=town.now - timedelta(days=3),
        decided_at=town.now - timedelta(days=3),
    )


@pytest.fixture
def confirmed(town, happen, signup):
    """The notice of Lin's place."""
    return happen(
        "signup.confirmed",
        about=("signup", signup.pk),
        by=town.lin,
        person=town.volunteers["lin"].pk,
        organization=town.river_org.pk,
        payload={"activity_id": str(town.clean_up.pk), "position_id": str(town.position.pk)},
    )[0]
