from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE volunteers_serial", "DROP SEQUENCE volunteers_serial"),
    ]
