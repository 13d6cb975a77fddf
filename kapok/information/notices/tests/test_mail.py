from datetime import timedelta

import pytest
from django.urls import reverse

from kapok.information.notices import actions, mailing, queries
from kapok.information.notices.kinds import Kind
from kapok.information.notices.models import EVERYTHING, Mute, Notice

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def link(town):
    """Where the e-mails about Lin's sign-ups are stopped."""
    return reverse("notices:unsubscribe", args=[mailing.token_for(town.lin.pk, Kind.SIGNUP)])


class TestSending:
    @pytest.mark.parametrize(
        ("language", "subject"),
        [("en", "You have a place: Riverside clean-up"), ("zh-hans", "珠江边捡拾垃圾")],
    )
    def test_in_the_persons_language_with_a_way_out(self, town, confirmed, mailoutbox, language, subject):
        town.lin.language = language
        town.lin.save()

        assert mailing.send_due(at=town.now) == 1

        [mail] = mailoutbox
        assert subject in mail.subject
        assert mail.to == ["lin@town.invalid"]
        assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        away = mail.extra_headers["List-Unsubscribe"].strip("<>")
        assert away in mail.body
        html, content_type = mail.alternatives[0]
        assert content_type == "text/html"
        assert away in html
        assert f"/inbox/{confirmed.pk}/" in html

    def test_once(self, town, confirmed, mailoutbox):
        mailing.send_due(at=town.now)
        assert mailing.send_due(at=town.now) == 0
        assert mailing.send(confirmed.pk, at=town.now) is False
        assert len(mailoutbox) == 1

    def test_not_after_a_day(self, town, confirmed, mailoutbox):
        assert mailing.send_due(at=town.now + timedelta(hours=25)) == 0

    @pytest.mark.parametrize(("kind", "sent"), [("signup", 0), (EVERYTHING, 0), ("store", 1)])
    def test_not_of_a_muted_kind(self, town, confirmed, mailoutbox, kind, sent):
        actions.mute(town.lin, kind=kind, at=town.now)
        assert mailing.send_due(at=town.now) == sent

    def test_one_that_fails_is_tried_again(self, town, confirmed, mailoutbox, monkeypatch):
        class Broken:
            def send(self):
                raise OSError("no mail today")

        with monkeypatch.context() as patch:
            patch.setattr(mailing, "message", lambda notice: Broken())
            assert mailing.send_due(at=town.now) == 0
        assert mailing.send_due(at=town.now) == 1

    @pytest.mark.parametrize(("verified", "sent"), [(False, 0), (True, 1)])
    def test_not_to_an_address_nobody_proved(self, town, confirmed, verified, sent):
        town.lin.emailaddress_set.create(email="Lin@town.invalid", verified=verified)
        assert mailing.send_due(at=town.now) == sent


class TestUnsubscribing:
    def test_a_look_changes_nothing_and_needs_no_account(self, client, town, link):
        response = client.get(link, headers=ENGLISH)
        assert b"Stop these e-mails?" in response.content
        assert not Mute.objects.exists()

    def test_one_click_of_a_mail_program(self, client, town, link):
        response = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert queries.muted(town.lin) == {"signup"}

    def test_stop_and_undo(self, client, town, link):
        page = client.post(link, {"do": "stop"}, follow=True, headers=ENGLISH)
        assert b"no more of these" in page.content
        client.post(link, {"do": "undo"})
        assert queries.muted(town.lin) == set()

    def test_undo_after_stopping_all_brings_only_this_kind_back(self, client, town, link):
        client.post(link, {"do": "stop_all"})
        assert queries.muted(town.lin) == set(Kind.values)
        client.post(link, {"do": "undo"})
        assert queries.muted(town.lin) == set(Kind.values) - {"signup"}

    @pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "eyJ:1:2"])
    def test_a_damaged_address_leads_nowhere(self, client, db, token):
        assert client.get(f"/unsubscribe/{token}/").status_code == 404

    def test_preferences_are_saved(self, client, town):
        client.force_login(town.lin)
        page = reverse("notices:preferences")
        client.post(page, {"kind": ["signup", "record", "nonsense"]})
        assert queries.muted(town.lin) == set(Kind.values) - {"signup", "record"}
        assert client.get(page).status_code == 200
        client.post(page, {"kind": Kind.values})
        assert not Mute.objects.exists()


class TestInbox:
    def test_shows_and_marks_what_was_opened(self, client, town, confirmed):
        client.force_login(town.lin)
        text = client.get(reverse("notices:inbox")).content.decode()
        assert "珠江边捡拾垃圾" in text
        assert 'class="count-dot">1<' in text

        client.get(reverse("notices:open", args=[confirmed.pk]))
        text = client.get(reverse("notices:inbox")).content.decode()
        assert "count-dot" not in text

    def test_filters_and_reads_all(self, client, town, confirmed):
        client.force_login(town.lin)
        page = reverse("notices:inbox")
        assert len(client.get(page, {"kind": "signup"}).context["page"]) == 1
        assert len(client.get(page, {"kind": "store"}).context["page"]) == 0
        client.post(reverse("notices:read_all"))
        assert len(client.get(page, {"show": "unread"}).context["page"]) == 0

    @pytest.mark.parametrize("query", [{"kind": "' OR 1"}, {"show": "x"}, {"kind": ["a", "b"]}])
    def test_odd_parameters_are_harmless(self, client, town, query):
        client.force_login(town.lin)
        assert client.get(reverse("notices:inbox"), query).status_code == 200

    def test_somebody_elses_notice_does_not_exist(self, client, town, confirmed):
        client.force_login(town.qiao)
        assert client.get(reverse("notices:open", args=[confirmed.pk])).status_code == 404

    def test_the_page_costs_the_same_however_full(self, client, town, confirmed, django_assert_max_num_queries):
        client.force_login(town.lin)
        with django_assert_max_num_queries(8):
            client.get(reverse("notices:inbox"))
        assert Notice.objects.count() == 1

    def test_beyond_a_hundred_nobody_counts(self, town, confirmed):
        from kapok.core.common.ids import new_id

        Notice.objects.bulk_create(
            Notice(user=town.lin, line_id=new_id(), verb="signup.confirmed", at=town.now) for _ in range(120)
        )
        assert queries.unread_count(town.lin) == 100
