from datetime import UTC, datetime

import pytest

from kapok.core.regions.actions import load_divisions, load_population

LOADED_AT = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)


@pytest.fixture
def divisions(db):
    """All divisions and the population figures, loaded from the files of the repository."""
    load_divisions(at=LOADED_AT)
    load_population()
