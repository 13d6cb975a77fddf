import pytest

from kapok.core.substations import queries as substation_queries


@pytest.fixture
def town(db):
    """The named cast in its small place (kapok/testing/town.py)."""
    from kapok.testing.town import build

    yield build()
    substation_queries.forget()
