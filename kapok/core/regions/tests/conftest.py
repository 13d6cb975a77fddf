from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from kapok.core.regions.actions import load_divisions, load_population

LOADED_AT = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for a file of tests; each test works in a savepoint of this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_divisions(at=LOADED_AT)
        load_population()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def divisions(loaded, db) -> None:
    """All divisions and the population figures, as the files of the repository hold them."""
