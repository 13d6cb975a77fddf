"""The open API. Each room brings a router; errors are one shape; the schema is committed (docs/api/openapi.json)."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import django_auth

from kapok.core.common.refusals import Refusal


class Api(NinjaAPI):
    """Also writes into the schema what any operation may answer: that something sent was not valid."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, words in INVALID.items():
                    answer = {"description": words, "content": problem}
                    operation["responses"].setdefault(status, answer)
        return schema


INVALID = {400: "Damaged: a cursor that is not ours", 422: "Not valid"}

api = Api(
    title="Kapok",
    version="1",
    description="A volunteer-service hub in which every hour, point and certificate can be proved.",
    auth=django_auth,
    urls_namespace="api",
    docs_url=None,
)


def _answer(request: HttpRequest, status: int, code: str, message: object, **more: object) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": str(message), **more}, status=status)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _answer(request, refusal.status, refusal.code, refusal, field=refusal.field)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    details = [{"where": list(map(str, each["loc"])), "what": each["msg"]} for each in error.errors]
    return _answer(request, 422, "invalid", _("Some of what was sent is not valid."), details=details)


@api.exception_handler(BadRequest)
def damaged(request: HttpRequest, error: BadRequest) -> HttpResponse:
    return _answer(request, 400, "bad_request", error)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _answer(request, 401, "sign_in", _("Sign in first."))


@api.exception_handler(HttpError)
def stopped(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library itself refuses: a form token that is missing or old, a body that is no JSON."""
    return _answer(request, error.status_code, "refused", error)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _answer(request, 403, "forbidden", _("You do not have the role this needs."))


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(request, 404, "not_found", _("There is nothing here."))


@csrf_exempt  # it does nothing
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address under the API that is none of its own answers in the API's own shape."""
    return missing(request, Http404())


for config in apps.get_app_configs():
    if config.name.startswith("kapok.") and module_has_submodule(config.module, "api"):
        api.add_router("", import_module(f"{config.name}.api").router)
