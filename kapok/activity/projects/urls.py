from django.urls import path

from kapok.activity.projects import views

app_name = "projects"
urlpatterns = [
    path("organise/projects/", views.listing, name="list"),
    path("organise/organizations/<uuid:pk>/projects/new", views.new, name="new"),
    path("organise/projects/<uuid:pk>/edit", views.edit, name="edit"),
    path("organise/projects/<uuid:pk>/run", views.run, name="run"),
    path("organise/projects/<uuid:pk>/pause", views.pause, name="pause"),
]
