from django.urls import path

from kapok.organization.volunteers.views import enrolling, guardian, own, staff

app_name = "volunteers"
urlpatterns = [
    path("enrol/", enrolling.enrol, name="enrol"),
    path("enrol/done/", enrolling.enrolled, name="enrolled"),
    path("enrol/already/", enrolling.already_enrolled, name="already_enrolled"),
    path("enrol/already/review/", enrolling.ask_for_recovery, name="ask_for_recovery"),
    path("enrol/guardian-again/", guardian.ask_again, name="ask_guardian"),
    path("enrol/<slug:step>/", enrolling.enrol, name="enrol_step"),
    path("guardian/<str:token>/", guardian.guardian, name="guardian"),
    path("card/", own.show_card, name="card"),
    path("card/renew/", own.renew_card, name="renew_card"),
    path("profile/", own.profile, name="profile"),
    path("profile/withdraw/", own.withdraw, name="withdraw"),
    path("profile/my-data.json", own.export_json, name="export_json"),
    path("profile/my-data.csv", own.export_csv, name="export_csv"),
    path("consents/", own.own_consents, name="consents"),
    path("consents/<slug:key>/", own.notice, name="notice"),
    path("consents/<slug:key>/give/", own.give_consent, name="give_consent"),
    path("consents/<slug:key>/withdraw/", own.withdraw_consent, name="withdraw_consent"),
    path("staff/volunteers/", staff.volunteers, name="list"),
    path("staff/recoveries/", staff.recoveries, name="recoveries"),
    path("staff/recoveries/<uuid:pk>/", staff.decide_recovery, name="decide_recovery"),
]
