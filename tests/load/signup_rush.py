"""Ten thousand people after the 500 places of one position, against PostgreSQL alone on one hot
row.

The yardstick's row never fills, so each of its transactions updates the row and inserts, as each of
ours writes a sign-up: confirmed, or waiting in line.
"""

from collections import Counter
from collections.abc import Iterator

from tests.load import _crowd, bare, harness

PLACES, CONNECTIONS = 500, 64
ONE_ROW = (
    "\\set person random(1, 1000000000)\n"
    "WITH seat AS (UPDATE bare_place SET taken = taken + 1"
    " WHERE id = 1 AND taken < capacity RETURNING id)"
    " INSERT INTO bare_taken SELECT id, (:person)::text FROM seat ON CONFLICT DO NOTHING;\n"
)


def run() -> Iterator[dict]:
    with harness.site(KAPOK_WEB_THREADS="32") as site:
        crowd = _crowd.gather()
        bare.make_places(1, 2_000_000_000)
        _crowd.settle_statistics()
        runs: list[dict] = []
        rush(site, crowd, 0)  # warm
        pairs = harness.paired(
            lambda: runs.append(rush(site, crowd, len(runs) + 1)) or runs[-1]["rate"],
            lambda: site.pgbench(ONE_ROW, clients=CONNECTIONS),
        )
        yield harness.figure(
            "signup_rush",
            "decisions/s",
            pairs,
            p95_seconds=round(max(each["p95"] for each in runs), 3),
            full_over_free=round(full_over_free(runs), 2),
            generator_cpu=round(max(each["generator_cpu"] for each in runs), 2),
            worker_mb=round(site.memory()),
        )


def rush(site: harness.Site, crowd: _crowd.Crowd, day: int) -> dict:
    (position,) = crowd.positions(1, capacity=PLACES, day=day)
    requests = _crowd.asks(site, crowd, [position])
    result = site.load(requests, connections=CONNECTIONS)
    assert result["statuses"] == {"302": len(requests)}, result
    assert_exact(position, len(requests))
    result["full"] = full_rate(result, position)
    return result


def assert_exact(position, asked: int) -> None:
    from kapok.activity.activities.models import SignUp

    rows = list(SignUp.objects.filter(position=position).values_list("state", "volunteer_id", "queued"))
    assert Counter(state for state, _, _ in rows) == {
        "confirmed": PLACES,
        "waitlisted": asked - PLACES,
    }
    assert len({volunteer for _, volunteer, _ in rows}) == asked
    served = max(queued for state, _, queued in rows if state == "confirmed")
    assert served < min(queued for state, _, queued in rows if state == "waitlisted")
    position.refresh_from_db()
    assert position.confirmed == PLACES


def full_rate(result: dict, position) -> float:
    """Seconds a decision while the position was full, over seconds a decision while it was free."""
    from django.db.models import Max, Min

    from kapok.activity.activities.models import SignUp

    ends = SignUp.objects.filter(position=position).aggregate(first=Min("asked_at"), last=Max("asked_at"))
    filled = SignUp.objects.filter(position=position, state="confirmed").aggregate(last=Max("asked_at"))
    free = (filled["last"] - ends["first"]).total_seconds() / PLACES
    return ((ends["last"] - filled["last"]).total_seconds() / (result["requests"] - PLACES)) / free


def full_over_free(runs: list[dict]) -> float:
    return sorted(each["full"] for each in runs)[len(runs) // 2]
