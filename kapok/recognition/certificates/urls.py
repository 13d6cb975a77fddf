from django.urls import path

from kapok.recognition.certificates import views

app_name = "certificates"
urlpatterns = [
    path("certificates/", views.mine, name="mine"),
    path("certificates/request/", views.request_one, name="request"),
    path("certificates/office/", views.office, name="office"),
    path("certificates/office/<uuid:pk>/", views.manage, name="manage"),
    path("certificates/office/<uuid:pk>/pdf/", views.manage_file, name="manage-file"),
    path("certificates/<uuid:pk>/", views.detail, name="detail"),
    path("certificates/<uuid:pk>/pdf/", views.download, name="download"),
    path("verify/", views.verify, name="verify"),
    path("verify/file/", views.verify_file, name="verify-file"),
    path("verify/<str:number>/<str:code>/", views.answer, name="answer"),
]
