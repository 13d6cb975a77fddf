from django.urls import path

from kapok.core.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/settings/", views.account, name="account"),
    path("accounts/dev/messages/", views.development_messages, name="development_messages"),
]
