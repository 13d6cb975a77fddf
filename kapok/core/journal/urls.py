from django.urls import path

from kapok.core.journal import views

app_name = "journal"
urlpatterns = [
    path("journal/", views.list_page, name="list"),
    path("health/", views.health, name="health"),
]
