"""Every room's pages in one list. Routes know nothing of sub-stations: the prefix is moved before they are read."""

from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.contrib import admin
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

from config.api import api, nowhere
from kapok.core.common.routing import room

# A room with pages has urls.py with its own paths and `app_name`.
ROOMS = [
    config.name
    for config in apps.get_app_configs()
    if config.name.startswith("kapok.") and module_has_submodule(config.module, "urls")
]

# The back office has no sign-in of its own: that one would know neither the lock nor the second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("office/", admin.site.urls),
    path("api/v1/", api.urls),
    path("api/v1/<path:rest>", nowhere),
    *[room(f"{name}.urls") for name in ROOMS],
]
