from django.utils import timezone
from procrastinate.contrib.django import app

from kapok.recognition.stars import actions, queries

BATCH = 500


@app.periodic(cron="20 16 * * *")  # 00:20 in Beijing: a new day may make somebody enrolled long enough
@app.task(queueing_lock="stars.review", pass_context=False)
def review_stars(timestamp: int) -> None:
    people, at = queries.could_rise(), timezone.now()
    for start in range(0, len(people), BATCH):
        actions.review(dict.fromkeys(people[start : start + BATCH], at))
