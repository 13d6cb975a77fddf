from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "kapok.core.common"

    def ready(self) -> None:
        from kapok.core.common import checks  # noqa: F401 (registers itself)
