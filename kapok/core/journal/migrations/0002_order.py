from django.db import migrations

from kapok.core.common.partitions import AppendOnly

# Monthly partitions are made ahead of time by the sequencer; the default one catches strays.
MONTHS = """
CREATE FUNCTION journal_ensure_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first date := date_trunc('month', day);
    part text := 'journal_line_' || to_char(first, 'YYYYMM');
    starts timestamptz := first::timestamp AT TIME ZONE 'Asia/Shanghai';
    ends timestamptz := (first + interval '1 month')::timestamp AT TIME ZONE 'Asia/Shanghai';
BEGIN
    IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
    BEGIN
        EXECUTE format('CREATE TABLE %I PARTITION OF journal_line FOR VALUES FROM (%L) TO (%L)', part, starts, ends);
    EXCEPTION
        WHEN duplicate_table THEN NULL;
        -- The default partition already holds lines of that month: they stay there.
        WHEN check_violation THEN NULL;
    END;
END $$;
CREATE TABLE journal_line_default PARTITION OF journal_line DEFAULT;
SELECT journal_ensure_month((date '2024-01-01' + make_interval(months => n))::date) FROM generate_series(0, 47) n;
"""

# Every committed line is pending until the sequencer gives it a place: also lines written by set-based SQL.
PENDING = """
CREATE FUNCTION journal_queue_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO journal_pending (line_id, line_at) SELECT id, at FROM written;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_line_queue AFTER INSERT ON journal_line REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION journal_queue_lines();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("common", "0001_initial")]
    operations = [
        migrations.RunSQL(MONTHS, "DROP TABLE journal_line_default; DROP FUNCTION journal_ensure_month(date)"),
        migrations.RunSQL(PENDING, "DROP TRIGGER journal_line_queue ON journal_line; DROP FUNCTION journal_queue_lines()"),
        AppendOnly("journal_line"),
        AppendOnly("journal_position"),
    ]
