from django.urls import path

from kapok.organization.organizations import views

app_name = "organizations"
urlpatterns = [
    path("organizations/", views.list_page, name="list"),
    path("organizations/<uuid:pk>/", views.profile, name="profile"),
    path("organizations/<uuid:pk>/members/", views.members, name="members"),
    path("organizations/<uuid:pk>/members.xlsx", views.members_sheet, name="members_sheet"),
    path("organizations/<uuid:pk>/join/", views.join, name="join"),
    path("organizations/<uuid:pk>/leave/", views.leave, name="leave"),
]
