from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE activities_signup_queued", "DROP SEQUENCE activities_signup_queued")
    ]
