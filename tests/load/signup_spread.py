"""Ten thousand people over 500 positions of 500 activities, against a bare view on the same server,
middleware, session and sign-in that runs one conditional statement over 500 rows."""

from collections import Counter
from collections.abc import Iterator

from tests.load import _crowd, bare, harness

POSITIONS, CAPACITY = 500, 20


def run() -> Iterator[dict]:
    with harness.site(KAPOK_WEB_THREADS="32") as site:
        crowd = _crowd.gather()
        days = [crowd.positions(POSITIONS, capacity=CAPACITY, day=day) for day in range(4)]
        _crowd.settle_statistics()
        runs: list[dict] = []
        spread(site, crowd, days.pop())  # warm
        pairs = harness.paired(
            lambda: runs.append(spread(site, crowd, days.pop())) or runs[-1]["rate"],
            lambda: yardstick(site, crowd),
        )
        yield harness.figure(
            "signup_spread",
            "decisions/s",
            pairs,
            p95_seconds=round(max(each["p95"] for each in runs), 3),
            generator_cpu=round(max(each["generator_cpu"] for each in runs), 2),
            worker_mb=round(site.memory()),
        )


def spread(site: harness.Site, crowd: _crowd.Crowd, positions: list) -> dict:
    requests = _crowd.asks(site, crowd, positions)
    result = site.load(requests)
    assert result["statuses"] == {"302": len(requests)}, result
    assert_exact(positions)
    return result


def assert_exact(positions: list) -> None:
    from kapok.activity.activities.models import Position, SignUp

    rows = SignUp.objects.filter(position__in=positions).values_list("position_id", "state")
    assert Counter(state for _, state in rows) == {"confirmed": POSITIONS * CAPACITY}
    assert set(Counter(position for position, _ in rows).values()) == {CAPACITY}
    kept = Position.objects.filter(pk__in=[each.pk for each in positions]).values_list("confirmed", flat=True)
    assert set(kept) == {CAPACITY}


def yardstick(site: harness.Site, crowd: _crowd.Crowd) -> float:
    bare.make_places(POSITIONS, CAPACITY)
    requests = [
        site.request(f"/bare/take/{n % POSITIONS + 1}", session=key, form={}) for n, key in enumerate(crowd.sessions)
    ]
    result = site.load(requests)
    assert result["statuses"] == {"200": len(requests)}, result
    return result["rate"]
