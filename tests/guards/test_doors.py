"""Every page and endpoint has a door, or is public for a stated reason."""

from tests.guards.house import allowed, routes


def door(pattern) -> str | None:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return getattr(pattern.callback, "door", None) or getattr(view, "door", None)


def library(route: str) -> str | None:
    """The allow-list entry (a route prefix) that covers a library's route."""
    return next((prefix for prefix in allowed("library_routes.tsv") if route.startswith(prefix)), None)


def test_every_page_has_a_door():
    naked = [route for route, pattern in routes() if not door(pattern) and not library(route)]
    assert not naked


def test_public_pages_say_why():
    silent = [
        route
        for route, pattern in routes()
        if door(pattern) == "public" and len(getattr(pattern.callback, "reason", "")) < 10
    ]
    assert not silent


def test_every_endpoint_of_the_api_asks_who_you_are_or_says_why_not():
    from config.api import api

    known, met = allowed("public_endpoints.tsv"), set()
    naked = []
    for _, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                name = f"{','.join(operation.methods)} {path}"
                if operation.auth_param is None:  # anything else inherits the session of the API
                    met.add(name)
                    if name not in known:
                        naked.append(name)
    assert not naked
    assert not set(known) - met, "stale entries in public_endpoints.tsv"


def test_the_library_list_is_not_stale():
    used = {library(route) for route, pattern in routes() if not door(pattern)}
    assert not set(allowed("library_routes.tsv")) - used
