"""JSON-LD for search engines: schema.org Event and its parts. Nothing personal."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kapok.activity.activities.models import Activity
from kapok.core.regions.coordinates import convert
from kapok.core.ui import words

CANCELLED = "https://schema.org/EventCancelled"
SCHEDULED = "https://schema.org/EventScheduled"


def activity_data(activity: Activity, request: HttpRequest) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": words.local(activity, "name"),
        "description": words.local(activity, "content"),
        "url": settings.SITE_URL + reverse("portal:activity", args=[activity.pk]),
        "image": settings.SITE_URL + reverse("portal:share_picture", args=[activity.pk]),
        "startDate": activity.starts_at.isoformat(),
        "endDate": activity.ends_at.isoformat(),
        "eventStatus": CANCELLED if activity.state == "cancelled" else SCHEDULED,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": activity.places,
        "remainingAttendeeCapacity": activity.places - activity.taken,
        "location": _place(activity),
        "organizer": {
            "@type": "Organization",
            "name": words.local(activity.organization, "name"),
            "url": settings.SITE_URL + reverse("organizations:profile", args=[activity.organization_id]),
        },
    }


def _place(activity: Activity) -> dict[str, Any]:
    longitude, latitude = convert(float(activity.longitude), float(activity.latitude), activity.crs, "wgs84")
    return {
        "@type": "Place",
        "name": activity.address,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "CN",
            "addressLocality": activity.region.local_full_name,
            "streetAddress": activity.address,
        },
        "geo": {"@type": "GeoCoordinates", "longitude": round(longitude, 6), "latitude": round(latitude, 6)},
    }
