from django.db import migrations

from kapok.core.common.partitions import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("common", "0001_initial")]
    operations = [AppendOnly("policies_ruleversion")]
