from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kapok.core.access"

    def ready(self) -> None:
        from kapok.core.access import sources
        from kapok.core.access.grants import register_source

        register_source(sources.appointments)
        register_source(sources.operators)
