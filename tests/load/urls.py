from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as ours
from tests.load import bare

urlpatterns = [
    path("bare/constant", bare.constant),
    path("bare/who", bare.who),
    path("bare/take/<int:place>", bare.take),
    path("bare/insert/<int:place>", bare.insert),
    *ours,
]
