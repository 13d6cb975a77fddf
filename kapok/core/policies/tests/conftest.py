from datetime import UTC, datetime

import pytest

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


@pytest.fixture
def divisions(db):
    load_divisions(at=NOW)
