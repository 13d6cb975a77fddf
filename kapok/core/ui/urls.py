from django.urls import path

from kapok.core.ui import views

app_name = "ui"
urlpatterns = [
    path("design/", views.design, name="design"),
    path("preferences/", views.preferences, name="preferences"),
]
