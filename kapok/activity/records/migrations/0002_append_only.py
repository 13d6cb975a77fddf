from django.db import migrations

from kapok.core.common.partitions import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("common", "0001_initial")]
    operations = [AppendOnly("records_servicerecord", but=("superseded_at",))]
