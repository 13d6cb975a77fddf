from django.urls import path

from kapok.activity.records.views import own, reviewing, settlement

app_name = "records"
urlpatterns = [
    path("me/record/", own.mine, name="mine"),
    path("me/record/export.xlsx", own.export_xlsx, name="export_xlsx"),
    path("me/record/export.csv", own.export_csv, name="export_csv"),
    path("me/record/<uuid:uid>/", own.detail, name="detail"),
    path("review/records/", reviewing.pending, name="pending"),
    path("review/records/confirm/", reviewing.confirm_many, name="confirm_many"),
    path("review/records/<uuid:volunteer_id>/<uuid:uid>/", reviewing.review, name="review"),
    path("lead/activities/<uuid:pk>/settlement/", settlement.settlement, name="settlement"),
]
