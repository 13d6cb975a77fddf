from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from kapok.core.accounts import phones
from kapok.core.accounts.models import User
from kapok.core.common.masking import mask_name


@admin.register(User)
class UserAdmin(ModelAdmin):
    """Reference only: people change their own accounts; nothing here shows a person beyond
    masks.
    """

    list_display = ("id", "masked_name", "masked_phone", "masked_email", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "is_demo")
    fields = (
        "id",
        *list_display[1:],
        "language",
        "is_staff",
        "is_superuser",
        "is_demo",
        "date_joined",
    )
    readonly_fields = fields
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description="name")
    def masked_name(self, user: User) -> str:
        return mask_name(user.name) if user.name else ""

    @admin.display(description="phone")
    def masked_phone(self, user: User) -> str:
        return phones.masked(user.phone) if user.phone else ""

    @admin.display(description="e-mail")
    def masked_email(self, user: User) -> str:
        name, _at, host = (user.email or "").partition("@")
        return f"{name[0]}•••@{host}" if host else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
