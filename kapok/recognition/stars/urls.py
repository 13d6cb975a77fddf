from django.urls import path

from kapok.recognition.stars import views

app_name = "stars"
urlpatterns = [
    path("review/stars/", views.waiting, name="waiting"),
    path("review/stars/<uuid:pk>/certify/", views.certify, name="certify"),
]
