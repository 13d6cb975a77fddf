"""Rows into tables by COPY: a hundred thousand in a few seconds."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.models import Model

PLAIN = (
    models.CharField, models.TextField, models.UUIDField, models.IntegerField, models.BooleanField, models.DateTimeField,
    models.DateField, models.DecimalField, models.ForeignKey,
)  # fmt: skip


def copy_in(rows: Sequence[Model]) -> None:
    """Write model instances of one class. Columns the database fills itself are left out."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [f for f in meta.concrete_fields if not _filled_by_database(f)]
    copy_rows(type(rows[0]), [f.column for f in fields], map(_reader(fields), rows))


def copy_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write plain values: what is too many to be made into instances first."""
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _filled_by_database(field: models.Field) -> bool:
    return field.has_db_default() or (field.get_internal_type().endswith("AutoField"))


def _reader(fields: Sequence[models.Field]) -> Callable[[Model], Sequence[Any]]:
    """Values of a row in the order of `fields`; only fields that store something else are asked to convert."""
    read = attrgetter(*[field.attname for field in fields])
    special = [(place, field) for place, field in enumerate(fields) if not _stored_as_it_is(field)]

    def values(row: Model) -> Sequence[Any]:
        found = list(read(row))
        for place, field in special:
            found[place] = field.get_db_prep_save(found[place], connection)
        return found

    return values


def _stored_as_it_is(field: models.Field) -> bool:
    return isinstance(field, PLAIN) and type(field).__module__.startswith("django.")


def copy_links(through: type[Model], pairs: Iterable[tuple[Any, Any]]) -> None:
    """Write many-to-many rows: (left id, right id)."""
    left, right = [field.column for field in through._meta.concrete_fields if field.is_relation]
    copy_rows(through, [left, right], pairs)
