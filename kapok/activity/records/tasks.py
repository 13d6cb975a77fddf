import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from kapok.activity.activities.models import Activity
from kapok.activity.records import actions, queries

log = structlog.get_logger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="records_settle", pass_context=False)
def settle_what_is_over(timestamp: int) -> None:
    """Count the hours of every session that is over, soon after its last check-out was due."""
    now = timezone.now()
    for activity in Activity.objects.filter(pk__in=queries.to_settle(now)):
        try:
            actions.settle(activity, by=None, at=now)
        except Exception:  # one activity's trouble is not everybody's
            log.exception("settlement failed", activity=str(activity.pk))
