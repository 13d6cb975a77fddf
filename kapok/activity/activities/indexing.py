"""Keeps `Activity.search` and `Activity.region_path` as the activity's words and place are."""

from collections.abc import Iterable

from django.db import connection

from kapok.activity.activities.models import Activity
from kapok.activity.activities.search import pinyin, segment
from kapok.core.regions.codes import ancestors

INDEX = "UPDATE activities_activity SET search = %s::tsvector WHERE id = %s"
WEIGHTS = "ABCD"


def words_of(activity: Activity) -> list[list[str]]:
    """Names, then their pinyin, then who, what kind and where, then the description."""
    fields = [f"{each.name} {each.name_en}" for each in activity.service_fields.all()]
    names = f"{activity.name} {activity.name_en}"
    around = [
        activity.organization.name,
        activity.organization.name_en,
        activity.region.full_name,
        activity.region.full_name_en,
        activity.address,
        *fields,
    ]
    return [
        segment(names),
        pinyin(names),
        segment(" ".join(around)),
        segment(f"{activity.content} {activity.content_en}"),
    ]


def vector(activity: Activity) -> str:
    """A tsvector in text form, each word under the heaviest of its weights."""
    weights: dict[str, str] = {}
    for weight, words in zip(WEIGHTS, words_of(activity), strict=True):
        for word in words:
            weights.setdefault(word, weight)
    return " ".join(f"'{word}':{at}{weight}" for at, (word, weight) in enumerate(weights.items(), 1))


def index(activity: Activity) -> None:
    index_all([activity])


def index_all(activities: Iterable[Activity]) -> None:
    """For the demo and imports too, which write activities without the publishing actions."""
    with connection.cursor() as cursor:
        cursor.executemany(INDEX, [[vector(activity), activity.pk] for activity in activities])


def place(activity: Activity) -> None:
    activity.region_path = ancestors(activity.region_id)
