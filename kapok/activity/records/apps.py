from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "kapok.activity.records"

    def ready(self) -> None:
        from kapok.activity.activities.eligibility import register_minutes
        from kapok.activity.records.queries import lifetime_minutes

        register_minutes(lifetime_minutes)
