"""A signed-in request that only says who you are, against a constant for an anonymous visitor."""

from collections.abc import Iterator

from tests.load import harness


def run() -> Iterator[dict]:
    with harness.site() as site:
        from django.contrib.auth import get_user_model

        users = get_user_model().objects.bulk_create([get_user_model()(email=f"u{n}@example.cn") for n in range(64)])
        mine = [site.request("/bare/who", session=key) for key in harness.sessions(users)]
        constant = [site.request("/bare/constant")]
        runs: list[dict] = []

        def rate(requests: list[bytes]) -> float:
            runs.append(site.load(requests, seconds=4))
            assert set(runs[-1]["statuses"]) == {"200"}, runs[-1]
            return runs[-1]["rate"]

        rate(mine)
        pairs = harness.paired(lambda: rate(mine), lambda: rate(constant))
        yield harness.figure(
            "signed_in_floor",
            "requests/s",
            pairs,
            generator_cpu=round(max(run["generator_cpu"] for run in runs), 2),
            worker_mb=round(site.memory()),
        )
