from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from kapok.recognition.certificates import actions

PATIENCE = timedelta(minutes=2)


@app.periodic(cron="* * * * *")
@app.task(pass_context=False, queueing_lock="certificates.finish_unfinished")
def finish_unfinished(timestamp: int) -> int:
    """Issue certificates whose request was killed between taking a number and sealing."""
    now = timezone.now()
    return actions.finish_unfinished(before=now - PATIENCE, at=now)
