from django.apps import AppConfig


class StarsConfig(AppConfig):
    name = "kapok.recognition.stars"

    def ready(self) -> None:
        from kapok.activity.records.extras import register_panel
        from kapok.organization.volunteers.extras import register_card_extra
        from kapok.recognition.stars import panels

        register_card_extra(panels.on_card)
        register_panel(panels.on_record)
