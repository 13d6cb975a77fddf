from django.urls import path

from kapok.activity.activities.views import signing_up

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
]
