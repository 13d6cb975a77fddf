from django.urls import path

from kapok.core.substations import views

app_name = "substations"
urlpatterns = [path("substations/", views.list_page, name="list")]
