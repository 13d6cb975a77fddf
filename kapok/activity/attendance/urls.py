from django.urls import path

from kapok.activity.attendance.views import checking_in, leading

app_name = "attendance"
urlpatterns = [
    path("check-in/", checking_in.type_code, name="type_code"),
    path("check-in/done/<uuid:session_id>/", checking_in.done, name="done"),
    path("check-in/<slug:token>/", checking_in.check_in, name="check_in"),
    path("lead/sessions/<uuid:pk>/code/", leading.code, name="code"),
    path("lead/sessions/<uuid:pk>/code/panel/", leading.code_panel, name="code_panel"),
    path("lead/sessions/<uuid:pk>/scan/", leading.scan, name="scan"),
    path("lead/sessions/<uuid:pk>/roster/", leading.roster, name="roster"),
    path("lead/sessions/<uuid:pk>/roster/<uuid:volunteer_id>/", leading.tick, name="tick"),
]
