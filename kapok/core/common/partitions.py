"""Migration operations for volume tables: declared partitioned from their first migration.

Django creates no partitioned tables, so `CreatePartitioned` takes the SQL it would run and adds the
clause. Indexes and constraints on the parent reach every partition. Django's `CompositePrimaryKey`
puts the partition key inside the primary key, as PostgreSQL asks.
"""

from typing import Any

from django.db import migrations

HASH_PARTITIONS = 16


class CreatePartitioned(migrations.CreateModel):
    """CreateModel for a table partitioned `by` "HASH (volunteer_id)" or "RANGE (at)"."""

    def __init__(self, *args: Any, by: str, partitions: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.partitions = by, partitions

    def deconstruct(self) -> tuple[str, list, dict]:
        name, args, kwargs = super().deconstruct()
        return name, list(args), {**kwargs, "by": self.by, "partitions": self.partitions}

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        sql, params = schema_editor.table_sql(model)
        schema_editor.execute(f"{sql} PARTITION BY {self.by}", params or None)
        schema_editor.deferred_sql.extend(schema_editor._model_indexes_sql(model))
        table = model._meta.db_table
        for part in range(self.partitions):
            schema_editor.execute(
                f'CREATE TABLE "{table}_p{part:02d}" PARTITION OF "{table}" '
                f"FOR VALUES WITH (MODULUS {self.partitions}, REMAINDER {part})"
            )


class ExcludeOnEachPartition(migrations.RunSQL):
    """An exclusion constraint on every hash partition (PostgreSQL 15 takes none on the parent).

    Equal partition keys share a partition, so a constraint that compares `volunteer_id WITH =`
    holds for the whole table.
    """

    def __init__(self, table: str, name: str, body: str, partitions: int = HASH_PARTITIONS) -> None:
        self.arguments = {"table": table, "name": name, "body": body, "partitions": partitions}
        parts = [f"{part:02d}" for part in range(partitions)]
        super().__init__(
            sql=[f'ALTER TABLE "{table}_p{p}" ADD CONSTRAINT "{name}_p{p}" EXCLUDE USING gist {body}' for p in parts],
            reverse_sql=[f'ALTER TABLE "{table}_p{p}" DROP CONSTRAINT "{name}_p{p}"' for p in parts],
        )

    def deconstruct(self) -> tuple[str, list, dict]:
        return type(self).__name__, [], self.arguments


class AppendOnly(migrations.RunSQL):
    """A trigger that refuses UPDATE and DELETE on `table`, whoever asks.

    `but` lists columns that may go from NULL to a value, once (e.g. `superseded_at`).
    """

    def __init__(self, table: str, but: tuple[str, ...] = ()) -> None:
        self.arguments = {"table": table, "but": but}
        columns = ", ".join(f"'{column}'" for column in but)
        guard = f"kapok_append_only({columns})"
        super().__init__(
            sql=f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {guard}",
            reverse_sql=f'DROP TRIGGER "{table}_append_only" ON "{table}"',
        )

    def deconstruct(self) -> tuple[str, list, dict]:
        return type(self).__name__, [], self.arguments
