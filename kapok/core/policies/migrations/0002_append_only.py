from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER rule_version_append_only BEFORE UPDATE OR DELETE ON policies_ruleversion
FOR EACH ROW EXECUTE FUNCTION kapok_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("common", "0001_initial")]
    operations = [
        migrations.RunSQL(APPEND_ONLY, "DROP TRIGGER rule_version_append_only ON policies_ruleversion"),
    ]
