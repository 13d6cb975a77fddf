"""The promise of the journal: whatever is interleaved or killed, every committed line reaches every reader once."""

import os
import signal
import subprocess
import sys
import time
import uuid
from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from kapok.core import journal
from kapok.core.journal import readers
from kapok.core.journal.models import Cursor, Line, Pending, Position
from kapok.core.journal.sequencing import place_pending

AT = timezone.now()


def write(number: int = 0) -> Line:
    return journal.write("test.happened", by=None, about=("thing", uuid.uuid4()), at=AT, payload={"number": number})


class Collector(readers.Reader):
    """Keeps what it read in a table of its own transaction, so that doubling or loss would show."""

    name = "collector"
    verbs = frozenset({"test.happened"})
    batch = 7

    def handle(self, placed):
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO collected (line_id, seq) VALUES (%s, %s)", [(p.line.id, p.seq) for p in placed]
            )

    def reset(self):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM collected")


def collected() -> list[tuple[uuid.UUID, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT line_id, seq FROM collected ORDER BY seq")
        return cursor.fetchall()


@pytest.fixture
def collector():
    with connection.cursor() as cursor:
        # No unique key: a doubled line must be seen, not refused.
        cursor.execute("CREATE TABLE collected (line_id uuid, seq bigint)")
    readers.registry["collector"] = Collector()
    yield readers.registry["collector"]
    del readers.registry["collector"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE collected")


def test_a_line_needs_the_transaction_of_its_action(transactional_db):
    with pytest.raises(RuntimeError):
        write()


def test_a_payload_without_a_canonical_form_is_refused(db):
    with pytest.raises(ValueError):
        journal.write("test.happened", by=None, about=("thing", uuid.uuid4()), at=AT, payload={"big": 2**60})


def test_lines_refuse_update_and_delete(db):
    line = write()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Line.objects.filter(id=line.id).update(verb="test.other")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Line.objects.filter(id=line.id).delete()


def test_positions_refuse_update_and_start_at_one(db):
    write()
    place_pending()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Position.objects.update(seq=9)
    with pytest.raises(IntegrityError, match="position_starts_at_one"), transaction.atomic():
        Position.objects.create(seq=0, line_id=uuid.uuid4(), line_at=AT)


def test_a_line_is_partitioned_by_its_month(db):
    line = write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM journal_line WHERE id = %s", [line.id])
        assert cursor.fetchone()[0] == f"journal_line_{timezone.localtime(AT):%Y%m}"


def test_a_rolled_back_action_leaves_no_line_and_no_gap(transactional_db):
    with transaction.atomic():
        write(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(2)
        1 / 0  # noqa: B018
    with transaction.atomic():
        write(3)
    place_pending()
    assert list(Position.objects.values_list("seq", flat=True).order_by("seq")) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_line_committed_late_is_not_lost(collector):
    """The line written first commits last: a reader following ids would have passed it."""
    with transaction.atomic():
        write(1)
        late = Thread(target=in_own_connection, args=(write_committed, 2))
        late.start()
        late.join()
        place_pending()
        readers.read_once(collector)
    place_pending()
    readers.read_once(collector)
    assert [seq for _, seq in collected()] == [1, 2]


def in_own_connection(function, *args):
    try:
        function(*args)
    finally:
        connections.close_all()


def write_committed(number):
    with transaction.atomic():
        write(number)


def many_writers(writers: int, lines: int) -> list[Thread]:
    def keep_writing(writer):
        for number in range(lines):
            with transaction.atomic():
                write(writer * lines + number)
                if number % 5 == 0:
                    time.sleep(0.002)  # commits overtake each other

    threads = [Thread(target=in_own_connection, args=(keep_writing, w)) for w in range(writers)]
    for thread in threads:
        thread.start()
    return threads


SEQUENCER = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from kapok.core.journal.sequencing import place_pending
print("ready", flush=True)
while True:
    place_pending(3)
"""


def start_sequencer() -> subprocess.Popen:
    name = connections["default"].settings_dict["NAME"]
    process = subprocess.Popen(
        [sys.executable, "-c", SEQUENCER, name], stdout=subprocess.PIPE, env={**os.environ, "KAPOK_DB_POOL": "0"}
    )
    assert process.stdout.readline() == b"ready\n"
    return process


@pytest.mark.django_db(transaction=True)
def test_no_reader_loses_or_doubles_a_line_when_sequencers_are_killed(collector):
    writers = many_writers(writers=6, lines=50)
    for _ in range(3):
        pair = [start_sequencer(), start_sequencer()]  # a second one must not disturb the first
        readers.read_once(collector)
        time.sleep(0.15)
        for process in pair:
            process.send_signal(signal.SIGKILL)
            process.wait()
    for writer in writers:
        writer.join()
    while place_pending() or readers.read_once(collector):
        pass

    written = set(Line.objects.values_list("id", flat=True))
    places = list(Position.objects.order_by("seq").values_list("seq", flat=True))
    assert len(written) == 300
    assert places == list(range(1, 301))
    assert len(collected()) == 300
    assert {line for line, _ in collected()} == written
    assert not Pending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_of_one_reader_do_not_double(collector):
    with transaction.atomic():
        for number in range(100):
            write(number)
    place_pending()

    def keep_reading():
        while Cursor.objects.filter(reader="collector", seq=100).count() == 0:
            readers.read_once(collector)

    threads = [Thread(target=in_own_connection, args=(keep_reading,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [seq for _, seq in collected()] == list(range(1, 101))


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_fails_keeps_its_place_and_says_so(collector, monkeypatch):
    with transaction.atomic():
        write()
    place_pending()
    monkeypatch.setattr(Collector, "handle", lambda self, placed: 1 / 0)
    assert readers.run(collector) == 0
    cursor = Cursor.objects.get(reader="collector")
    assert cursor.seq == 0
    assert "ZeroDivisionError" in cursor.error


@pytest.mark.django_db(transaction=True)
def test_rebuilding_from_line_one_gives_the_same(collector):
    with transaction.atomic():
        for number in range(20):
            write(number)
    place_pending()
    readers.catch_up("collector")
    before = collected()
    readers.rebuild("collector")
    assert collected() == before


def test_months_are_made_ahead(db):
    from kapok.core.journal.sequencing import ensure_partitions

    ensure_partitions((AT + timedelta(days=365 * 3)).date())
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"journal_line_{(AT + timedelta(days=365 * 3)):%Y%m}"])
        assert cursor.fetchone()[0]
