from django.utils import timezone
from procrastinate.contrib.django import app

from kapok.activity.attendance import actions


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="attendance_dangling", pass_context=False)
def mark_dangling(timestamp: int) -> None:
    """Find check-ins nobody ended."""
    actions.mark_dangling(at=timezone.now())
