from django.db import migrations

from kapok.core.common.partitions import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial"), ("common", "0001_initial")]
    operations = [AppendOnly("store_stockmovement")]
