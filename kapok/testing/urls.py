from django.urls import path

from kapok.testing import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.sign_in_as, name="sign_in_as"),
    path("demo/<slug:key>/", views.become, name="become"),
]
