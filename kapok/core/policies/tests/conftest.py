from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from kapok.core.policies.documents import load_documents
from kapok.core.policies.models import PolicyDocument
from kapok.core.regions.actions import load_divisions

NOW = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)


@pytest.fixture
def documents(db):
    load_documents()


@pytest.fixture
def document(documents):
    return PolicyDocument.objects.get(code="platform-rules")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for a file of tests; each test works in a savepoint of this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_divisions(at=NOW)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def divisions(loaded, db) -> None:
    """All divisions."""
