import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from kapok.core.common.refusals import Conflict

ERRORS = ["400", "403", "403_csrf", "404", "409", "429"]


@pytest.fixture
def request_of_nobody(rf: RequestFactory):
    request = rf.get("/somewhere/")
    request.resolver_match = None
    return request


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_error_page_says_what_happened_and_shows_a_way_out(name, language, request_of_nobody):
    with translation.override(language):
        page = render_to_string(f"{name}.html", request=request_of_nobody)

    assert "<h1>" in page
    assert 'class="btn btn-primary" href="/"' in page
    assert ('lang="en"' if language == "en" else 'lang="zh-Hans"') in page


def test_the_page_for_our_own_faults_needs_nothing():
    assert "<h1>" in render_to_string("500.html")


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refusal_is_told_in_its_own_words(htmx, request_of_nobody):
    request_of_nobody.htmx = htmx
    page = render_to_string("refusal.html", {"refusal": Conflict()}, request=request_of_nobody)

    assert str(Conflict()) in page


def test_no_page_carries_script_or_style_of_its_own(client):
    page = client.get("/design/").content.decode()

    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page
