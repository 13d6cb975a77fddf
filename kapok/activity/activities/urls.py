from django.urls import path

from kapok.activity.activities.views import approving, organising, rosters, signing_up

app_name = "activities"
urlpatterns = [
    path(
        "activities/<uuid:activity_id>/positions/<uuid:position_id>/sign-up",
        signing_up.sign_up,
        name="sign_up",
    ),
    path("sign-ups/<uuid:signup_id>", signing_up.signup, name="signup"),
    path("sign-ups/<uuid:signup_id>/cancel", signing_up.cancel, name="cancel_signup"),
    path("me/sign-ups/", signing_up.my_signups, name="my_signups"),
    path("organise/", organising.dashboard, name="organise"),
    path("organise/projects/<uuid:pk>/activities/new", organising.new, name="organise_new"),
    path("organise/activities/<uuid:pk>/", organising.manage, name="organise_activity"),
    path("organise/activities/<uuid:pk>/edit", organising.edit, name="organise_edit"),
    path("organise/activities/<uuid:pk>/preview", organising.preview, name="organise_preview"),
    path("organise/activities/<uuid:pk>/submit", organising.submit, name="organise_submit"),
    path("organise/activities/<uuid:pk>/copy", organising.copy, name="organise_copy"),
    path("organise/activities/<uuid:pk>/open", organising.open_signup, name="organise_open"),
    path("organise/activities/<uuid:pk>/close", organising.close_signup, name="organise_close"),
    path("organise/activities/<uuid:pk>/cancel", organising.cancel, name="organise_cancel"),
    path("organise/activities/<uuid:pk>/sign-ups/", rosters.roster, name="organise_roster"),
    path("organise/activities/<uuid:pk>/sign-ups/export", rosters.export, name="organise_export"),
    path("organise/sign-ups/<uuid:pk>/remove", rosters.remove, name="organise_remove"),
    path("organise/positions/<uuid:pk>/capacity", rosters.capacity, name="organise_capacity"),
    path("organise/approvals/", approving.waiting, name="approvals"),
    path("organise/approvals/<uuid:pk>/", approving.review, name="review"),
    path("organise/approvals/<uuid:pk>/decide", approving.decide, name="decide"),
]
