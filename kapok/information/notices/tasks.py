from django.utils import timezone
from procrastinate.contrib.django import app

from kapok.information.notices import mailing, reminders


@app.periodic(cron="* * * * *")
@app.task(name=mailing.TASK, queueing_lock=mailing.TASK, pass_context=False)
def mail(timestamp: int) -> None:
    """Send the e-mails of notices that are due."""
    mailing.send_due(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="notices.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Remind people of what starts soon (BR-58)."""
    reminders.remind(at=timezone.now())
