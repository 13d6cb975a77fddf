from django.db import migrations

from kapok.core.common.partitions import AppendOnly, ExcludeOnEachPartition


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial"), ("common", "0001_initial")]
    operations = [
        ExcludeOnEachPartition(
            "attendance_attendance",
            "attendance_one_place_at_a_time",
            "(volunteer_id WITH =, present WITH &&) WHERE (state <> 'annulled')",
        ),
        AppendOnly("attendance_attendanceevent"),
    ]
