from django.urls import path

from kapok.core.access import views

app_name = "access"
urlpatterns = [path("roles/", views.roles, name="roles")]
