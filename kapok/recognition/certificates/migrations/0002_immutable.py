from django.db import migrations

from kapok.core.common.partitions import AppendOnly

# What was certified never changes and never goes; only the state moves on.
IMMUTABLE = """
CREATE FUNCTION certificate_snapshot_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND
        (NEW.id, NEW.number, NEW.check_code, NEW.volunteer_id, NEW.range_start, NEW.range_end, NEW.minutes,
         NEW.records, NEW.shows_document, NEW.snapshot, NEW.snapshot_hash, NEW.content_hash, NEW.policies,
         NEW.requested_at, NEW.requested_by_id)
        IS NOT DISTINCT FROM
        (OLD.id, OLD.number, OLD.check_code, OLD.volunteer_id, OLD.range_start, OLD.range_end, OLD.minutes,
         OLD.records, OLD.shows_document, OLD.snapshot, OLD.snapshot_hash, OLD.content_hash, OLD.policies,
         OLD.requested_at, OLD.requested_by_id)
        AND OLD.state IN ('accepted', 'issued')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'certificate % does not change', OLD.number
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'certificate_snapshot_is_immutable';
END $$;
CREATE TRIGGER certificate_snapshot_is_immutable BEFORE UPDATE OR DELETE ON certificates_servicecertificate
    FOR EACH ROW EXECUTE FUNCTION certificate_snapshot_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial"), ("common", "0001_initial")]
    operations = [
        migrations.RunSQL(
            IMMUTABLE,
            "DROP TRIGGER certificate_snapshot_is_immutable ON certificates_servicecertificate;"
            "DROP FUNCTION certificate_snapshot_is_immutable()",
        ),
        AppendOnly("certificates_certificatefile"),
        AppendOnly("certificates_certificateline"),
    ]
