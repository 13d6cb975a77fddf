"""The pages in a real browser: both sizes, both languages, with axe, and the whole path without
script.
"""

import pytest
from django.urls import reverse

from kapok.recognition.certificates import actions
from kapok.recognition.certificates.models import ServiceCertificate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_is_accessible(open_page, sign_in, axe, town, issued, size, language):
    page = open_page(size=size, language=language)
    sign_in(page, town.lin)
    own = [reverse("certificates:mine"), reverse("certificates:detail", args=[issued.pk])]
    answer = reverse("certificates:answer", args=[issued.number, issued.check_code])
    wrong = reverse("certificates:answer", args=[issued.number, "XYXYXY"])

    for address in [*own, reverse("certificates:verify"), answer, wrong]:
        assert page.goto(address).status in (200, 404)
        axe(page)
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{address} is {width} px too wide"


def test_from_the_wish_to_a_strangers_check_without_script(open_page, sign_in, town, lin, tmp_path):
    page = open_page(language="en", java_script_enabled=False)
    sign_in(page, town.lin)
    page.goto(reverse("certificates:mine"))
    page.get_by_role("link", name="All my service").click()
    page.get_by_role("button", name="Make the certificate").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    file = tmp_path / "certificate.pdf"
    download.value.save_as(file)
    certificate = ServiceCertificate.objects.get()

    stranger = open_page(size="phone", language="en", java_script_enabled=False)
    stranger.goto(reverse("certificates:verify"))
    stranger.get_by_label("Certificate number").fill(certificate.grouped_number)
    stranger.get_by_label("Check code").fill(certificate.grouped_code)
    stranger.get_by_role("button", name="Check", exact=True).click()
    stranger.get_by_text("Genuine and valid").wait_for()

    stranger.goto(reverse("certificates:verify"))
    stranger.get_by_label("PDF file").set_input_files(file)
    stranger.get_by_role("button", name="Check the file").click()
    stranger.get_by_text("byte for byte").wait_for()


def test_the_form_says_what_it_would_list_as_the_days_change(page, sign_in, town, lin, today):
    sign_in(page, town.lin)
    page.goto(reverse("certificates:mine"))

    page.locator("#id_start").fill(lin.served[1].service_day.isoformat())
    page.locator("#id_start").dispatch_event("change")

    page.locator("#coverage").get_by_text("1 条记录").wait_for()


def test_staff_revoke_and_the_stranger_sees_it(open_page, sign_in, axe, town, issued):
    actions.revoke(issued, by=town.ma, at=town.now, reason="姓名登记有误")
    page = open_page(language="en")

    page.goto(reverse("certificates:answer", args=[issued.number, issued.check_code]))

    page.get_by_text("Revoked: not valid").wait_for()
    axe(page)
