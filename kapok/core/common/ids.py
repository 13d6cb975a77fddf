from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUIDv7: sortable by creation time, made in Python so that a row knows its id before it is written."""
    return uuid7()
