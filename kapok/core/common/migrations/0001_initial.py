from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

# The one function behind every append-only table. Its arguments name the columns that may be
# filled in once; everything else about the row must stay as it was.
APPEND_ONLY = """
CREATE FUNCTION kapok_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb; now_is jsonb; column_name text;
BEGIN
    IF TG_OP = 'UPDATE' AND TG_NARGS > 0 THEN
        was := to_jsonb(OLD); now_is := to_jsonb(NEW);
        FOREACH column_name IN ARRAY TG_ARGV LOOP
            IF was->column_name = 'null'::jsonb THEN
                was := was - column_name; now_is := now_is - column_name;
            END IF;
        END LOOP;
        IF was = now_is THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'append_only';
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    # Every other room may rely on the extensions and the function below.
    run_before = [("regions", "0001_initial"), ("accounts", "0001_initial"), ("journal", "0001_initial")]
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION kapok_append_only()"),
    ]
