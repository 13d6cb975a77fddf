from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "kapok.recognition.store"

    def ready(self) -> None:
        from kapok.core.access import register_source
        from kapok.recognition.store import grants

        register_source(grants.clerks)
