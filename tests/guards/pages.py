"""Every page of the site with an example of its parameters, and the people who knock."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from tests.guards.examples import EXAMPLES, furnish
from tests.guards.house import named_routes

VISITORS = ["visitor", "lin", "mei", "chen", "zhou", "fang", "wu", "deng", "tan", "ma", "he", "su"]
LIBRARIES = ("/accounts/", "/i18n/", "/office/", "/api/")


@dataclass(frozen=True)
class Page:
    name: str  # "room:page"
    url: str


def pages(town: Any) -> Iterator[Page]:
    """Our own pages, each with the town's example in place of its parameters."""
    furnish(town)
    for route, name, pattern in named_routes():
        if not route.startswith(LIBRARIES):
            yield Page(name, reverse(name, kwargs=_example(name, pattern, town)))


def _example(name: str, pattern: URLPattern, town: Any) -> dict[str, Any]:
    wanted = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
    given = EXAMPLES[name](town) if name in EXAMPLES else {}
    door = getattr(pattern.callback, "door", "") or ""
    if "pk" in wanted and "pk" not in given and door.startswith("needs:"):
        model = apps.get_model(door.split(":")[2])
        given = {**given, "pk": model._default_manager.order_by("pk").first().pk}
    assert wanted <= set(given), f"tests/guards/examples.py has no example of {wanted - set(given)} for {name}"
    return {parameter: given[parameter] for parameter in wanted}


def as_person(town: Any, key: str) -> Client:
    """A client signed in as one of the cast, past the second factor the way the demo's sign-in does it."""
    client = Client(raise_request_exception=False)
    if key != "visitor":
        user = getattr(town, key)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["demo_sign_in"] = True
        session.save()
    return client


def knock(client: Client, page: Page, query: str = "") -> int:
    """The status the page answers, by GET or, where only that is taken, an empty POST; nothing stays written."""
    with transaction.atomic():
        status = client.get(page.url + query).status_code
        if status == 405:
            status = client.post(page.url + query).status_code
        transaction.set_rollback(True)
    return status
