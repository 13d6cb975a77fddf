from django.urls import path

from kapok.core.policies import views

app_name = "policies"
urlpatterns = [
    path("policies/", views.index, name="index"),
    path("policies/documents/", views.documents, name="documents"),
    path("policies/<slug:key>/", views.detail, name="detail"),
    path("policies/<slug:key>/change/", views.change, name="change"),
]
