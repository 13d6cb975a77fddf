from django.utils import timezone
from procrastinate.contrib.django import app

from kapok.recognition.store import actions


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="store.expire_due", pass_context=False)
def expire_due(timestamp: int) -> None:
    """Release what nobody came for (BR-73)."""
    actions.expire_due(at=timezone.now())
