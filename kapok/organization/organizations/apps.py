from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "kapok.organization.organizations"

    def ready(self) -> None:
        from kapok.core.access import register_source
        from kapok.organization.organizations.sources import memberships

        register_source(memberships)
