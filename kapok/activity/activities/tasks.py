from django.utils import timezone
from procrastinate.contrib.django import app

from kapok.activity.activities.actions import clock


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="activities_clock", pass_context=False)
def tick(timestamp: int) -> None:
    """Open, close, start and end what is due."""
    clock.tick(timezone.now())
