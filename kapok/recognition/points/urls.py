from django.urls import path, re_path

from kapok.recognition.points import views

app_name = "points"
urlpatterns = [
    path("me/points/", views.mine, name="mine"),
    re_path(r"^me/points/statement\.(?P<form>csv|xlsx)$", views.statement, name="statement"),
]
