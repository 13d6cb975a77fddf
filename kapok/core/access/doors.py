"""The doors. Every view wears one; `tests/guards` reads the marks they leave."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from kapok.core.access.grants import can, knows_of
from kapok.core.access.roles import Permission

View = Callable[..., HttpResponse]


def public(reason: str) -> Callable[[View], View]:
    """Anybody may see it; `reason` says why (read by the guard and the role × page table)."""

    def decorate(view: View) -> View:
        view.door = "public"  # type: ignore[attr-defined]
        view.reason = reason  # type: ignore[attr-defined]
        return view

    return decorate


def signed_in(view: View) -> View:
    """For every signed-in person, and only about themselves."""
    guarded = login_required(view)
    guarded.door = "signed_in"  # type: ignore[attr-defined]
    return guarded


def staff_only(permission: Permission) -> Callable[[View], View]:
    """For whoever holds `permission` anywhere; the view shows only what those scopes hold."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not can(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.door = f"staff:{permission}"  # type: ignore[attr-defined]
        return guarded

    return decorate


def needs(permission: Permission, *, on: type[Model], key: str = "pk") -> Callable[[View], View]:
    """Hand the view its object once this person may do `permission` to it.

    What is not yours to know of does not exist (404); a missing role in your own house is refused (403).
    The model may offer `for_door()`, a queryset with what `access_scopes` reads already joined.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, pk: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            manager = on._default_manager  # type: ignore[attr-defined]
            rows = manager.for_door() if hasattr(manager, "for_door") else manager.all()
            found = get_object_or_404(rows, **{key: pk})
            if not can(request.user, permission, on=found):
                if not knows_of(request.user, found):
                    raise Http404
                raise PermissionDenied
            return view(request, found, *args, **kwargs)

        guarded.door = f"needs:{permission}:{on._meta.label}"  # type: ignore[attr-defined]
        return guarded

    return decorate
