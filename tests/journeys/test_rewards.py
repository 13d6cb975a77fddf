"""What hours bring: points and rice, a star in sight, a certificate a stranger can check, and word of each."""

import re
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature

from kapok.activity.activities.models import Activity, ActivitySession, Position, SignUp
from kapok.activity.attendance import actions as attendance
from kapok.activity.attendance import codes
from kapok.activity.records import actions as records
from kapok.core.common.ids import new_id
from kapok.information.notices import mailing
from kapok.recognition.certificates import numbers
from kapok.recognition.certificates.models import ServiceCertificate
from kapok.recognition.stars.models import StarGrade
from kapok.recognition.store.models import Redemption

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def last_week(town, before: timedelta) -> Position:
    """An activity of eight hours that began that long ago, its sign-up earlier still."""
    activity, session, position = town.activity(starts_in=timedelta(), lasts=timedelta(hours=8), state="in_progress")
    ActivitySession.objects.filter(pk=session.pk).update(
        starts_at=F("starts_at") - before, ends_at=F("ends_at") - before
    )
    moments = (
        "starts_at",
        "ends_at",
        "signup_opens_at",
        "signup_closes_at",
        "cancel_until",
        "published_at",
        "created_at",
    )
    Activity.objects.filter(pk=activity.pk).update(**{name: F(name) - before for name in moments})
    return Position.objects.select_related("session", "activity").get(pk=position.pk)


@pytest.fixture
def served(town, clock, catch_up):
    """Lin has served eight hours on each of thirteen days, every one proved by a code, and the readers have read it."""
    lin = town.volunteers["lin"]
    for day in range(1, 14):
        position = last_week(town, timedelta(days=day))
        session = position.session
        SignUp.objects.create(
            activity=position.activity, position=position, volunteer=lin, state="confirmed", queued=1,
            served=(session.starts_at, session.ends_at), asked_at=town.now, decided_at=town.now,
        )  # fmt: skip
        for direction, moment in (("in", session.starts_at), ("out", session.ends_at)):
            token = codes.make(session, direction, moment)
            attendance.scan(token, user=town.lin, at=moment, received_at=moment, nonce=new_id())
        records.settle(position.activity, by=None, at=session.ends_at + timedelta(hours=1))
    catch_up()
    return lin


def test_hours_become_points_and_points_become_rice(town, somebody, served, catch_up):
    lin, tan = somebody(town.lin), somebody(town.tan)
    lin.go("/me/points/")
    lin.go("/me/").go("/stores/").go(f"/stores/items/{town.rice.pk}/").press("Reserve and get a code")
    lin.sees("Show this at the counter. The code works once.").look()
    code = re.search(r"\b[0-9A-Z]{4}[- ][0-9A-Z]{4}[- ][0-9A-Z]\b", lin.page.locator("main").inner_text())[0]

    tan.go("/counter/").types("Pickup code", "ZZZZ-ZZZZ-9").press("Look up").sees("Not handed over").look()
    tan.types("Pickup code", code).press("Look up").look()
    tan.press("Hand over")
    tan.page.wait_for_url("**/counter/*/")
    assert Redemption.objects.get().state == "picked_up"
    tan.look().types("Pickup code", code).press("Look up").sees("Not handed over")
    lin.go(f"/me/redemptions/{Redemption.objects.get().pk}/").sees("Picked up")
    town.rice.refresh_from_db()
    assert town.rice.on_hand == 2


def test_the_way_to_the_next_star_is_shown(town, somebody, served):
    lin = somebody(town.lin)
    lin.go("/me/record/").reads("104")
    assert lin.page.locator("progress").count()
    lin.go("/card/").go("/me/")
    assert StarGrade.objects.get(volunteer=served).level == 1


def download(person, to) -> bytes:
    with person.page.expect_download() as given:
        person.link("Download the PDF").click()
    given.value.save_as(to)
    return to.read_bytes()


def sealed(file) -> bool:
    """What pdfsig says; where it is not installed, what pyHanko says."""
    if shutil.which("pdfsig"):
        said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
        return "Signature is Valid" in said
    with file.open("rb") as opened:
        (seal,) = PdfFileReader(opened).embedded_signatures
        status = validate_pdf_signature(seal)
        return status.intact and status.valid


def test_a_certificate_that_a_stranger_can_check(town, somebody, served, tmp_path):
    lin = somebody(town.lin)
    lin.go("/me/record/").follow("Certificate").follow("All my service").press("Make the certificate")
    lin.page.wait_for_url("**/certificates/*-*/")
    lin.look()
    file = tmp_path / "certificate.pdf"
    document = bytearray(download(lin, file))
    assert sealed(file)
    document[len(document) // 3] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(document)
    assert not sealed(changed)

    certificate, stranger = ServiceCertificate.objects.get(), somebody()
    ask(stranger, certificate.grouped_number, certificate.grouped_code).sees("Genuine and valid").look()
    stranger.sees_not("林小雨")
    ask(stranger, certificate.grouped_number, "XYX YXY").sees_not("Genuine and valid", exact=True).look()
    unknown = numbers.make_number(division="440100", year=2026, sequence=9_999)
    ask(stranger, unknown, certificate.grouped_code).sees_not("Genuine and valid", exact=True).look()
    stranger.go("/verify/").page.locator("[type=file]").set_input_files(changed)
    stranger.press("Check the file").sees_not("Genuine and valid", exact=True).look()


def ask(stranger, number: str, code: str):
    stranger.go("/verify/").types("Certificate number", number).types("Check code", code)
    stranger.page.get_by_role("button", name=stranger.words("Check"), exact=True).click()
    stranger.page.wait_for_load_state()
    return stranger


def test_word_of_it_in_the_inbox_and_by_mail_until_it_is_enough(town, somebody, served, clock):
    lin = somebody(town.lin)
    town.lin.emailaddress_set.get_or_create(email=town.lin.email, defaults={"verified": True, "primary": True})
    lin.go("/inbox/")
    assert lin.page.locator(".rows li").count()
    assert mailing.send_due(at=clock.now())
    letter = mail.outbox[-1]
    chinese = re.search(r"[\u4e00-\u9fff]", letter.subject)
    assert bool(chinese) == (lin.language != "en")
    away = re.search(r"/unsubscribe/[^>\s]+", letter.extra_headers["List-Unsubscribe"])[0]

    visitor = somebody()
    visitor.go(away).sees("Stop these e-mails?").press("Stop this kind").sees("You get no more of these e-mails")
    visitor.look()
    visitor.press("Undo: send them again").sees("Stop these e-mails?")
    lin.go("/inbox/").follow("E-mail settings")
