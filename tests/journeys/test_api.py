"""schemathesis sends the API what its own schema allows and what it does not: it never falls over and never
answers other than the schema says, whether somebody is signed in or not."""

import json

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.api import api
from config.wsgi import application

pytestmark = pytest.mark.django_db(transaction=True)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def session(town) -> dict:
    """What Lin's browser would send along."""
    client = Client()
    client.force_login(town.lin, backend="django.contrib.auth.backends.ModelBackend")
    token = _get_new_csrf_string()
    name = django_settings.SESSION_COOKIE_NAME
    cookies = {name: client.cookies[name].value, django_settings.CSRF_COOKIE_NAME: token}
    return {"cookies": cookies, "headers": {"X-CSRFToken": token}}


schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
schema.app = application
bounded = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@schema.parametrize()
@bounded
def test_to_a_visitor_the_api_keeps_to_its_schema(case, town):
    case.call_and_validate(checks=CHECKS)


@schema.parametrize()
@bounded
def test_to_a_volunteer_the_api_keeps_to_its_schema(case, session):
    case.call_and_validate(checks=CHECKS, **session)
