from django.urls import path

from kapok.core.regions import views

app_name = "regions"
urlpatterns = [
    path("regions/children", views.children, name="children"),
    path("regions/children/<str:root>/<str:deepest>", views.children, name="steps"),
]
