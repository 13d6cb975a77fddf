from django.urls import path

from kapok.information.portal.views import activity, feeds, finding, home, me

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("activities/", finding.activities, name="activities"),
    path("activities/map/", finding.on_map, name="map"),
    path("activities/calendar/", finding.on_calendar, name="calendar"),
    path("activities/feed.ics", feeds.activities, name="feed"),
    path("activities/<uuid:pk>/", activity.page, name="activity"),
    path("activities/<uuid:pk>/activity.ics", feeds.activity, name="activity_ics"),
    path("activities/<uuid:pk>/share.png", feeds.picture, name="share_picture"),
    path("me/", me.dashboard, name="me"),
    path("me/calendar/<str:token>.ics", feeds.mine, name="my_feed"),
    path("about/privacy/", home.privacy, name="privacy"),
    path("about/accessibility/", home.accessibility, name="accessibility"),
]
