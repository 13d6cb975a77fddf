from django.db import OperationalError
from django.urls import reverse

from kapok.core.journal.models import Pending


def test_a_monitor_learns_what_waits(client, db):
    answer = client.get(reverse("journal:health"))
    assert answer.json() == {"database": "ok", "lines_waiting": 0, "readers_failing": 0}


def test_a_server_without_its_database_says_so(client, db, monkeypatch):
    def unreachable():
        raise OperationalError

    monkeypatch.setattr(Pending.objects, "count", unreachable)
    assert client.get(reverse("journal:health")).status_code == 503
