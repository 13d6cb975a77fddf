from django.db import migrations

from kapok.core.common.partitions import AppendOnly

SUM_TO_ZERO = """
CREATE FUNCTION points_entries_sum_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM points_pointsentry
        WHERE volunteer_id = NEW.volunteer_id AND transaction_id = NEW.transaction_id) <> 0 THEN
        RAISE EXCEPTION 'points transaction % does not sum to zero', NEW.transaction_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'points_entries_sum_to_zero';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER points_entries_sum_to_zero AFTER INSERT ON points_pointsentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_entries_sum_to_zero();
"""


class Migration(migrations.Migration):
    dependencies = [("points", "0001_initial"), ("common", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SUM_TO_ZERO,
            "DROP TRIGGER points_entries_sum_to_zero ON points_pointsentry;"
            "DROP FUNCTION points_entries_sum_to_zero()",
        ),
        AppendOnly("points_pointsentry"),
    ]
