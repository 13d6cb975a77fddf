from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from kapok.activity.activities.models import Activity
from kapok.core.common.ids import new_id
from kapok.core.journal import readers
from kapok.core.journal.models import Line
from kapok.information.notices import actions, reminders
from kapok.information.notices.kinds import Kind
from kapok.information.notices.models import Mute, Notice
from kapok.information.notices.rendering import render
from kapok.information.notices.wording import WORDINGS, verbs_of


class TestWhoIsTold:
    def test_the_person_a_line_concerns(self, town, confirmed):
        assert confirmed.user == town.lin
        with override("en"):
            shown = render(confirmed)
        assert shown.title == "You have a place: Riverside clean-up"
        assert "临江大道1号" in shown.body
        with override("zh-hans"):
            assert "珠江边捡拾垃圾" in render(confirmed).title

    def test_not_of_what_they_did_themselves(self, town, happen, signup):
        line = {
            "about": ("signup", signup.pk),
            "person": town.volunteers["lin"].pk,
            "payload": {"activity_id": str(town.clean_up.pk)},
        }
        assert happen("signup.cancelled", by=town.lin, **line) == []
        assert len(happen("signup.cancelled", by=town.chen, **line)) == 1

    def test_everybody_signed_up_when_the_activity_changes(self, town, happen, signup):
        changed = {"about": town.clean_up, "by": town.chen}
        assert happen("activity.changed", payload={"capacity": 9}, **changed) == []
        [notice] = happen("activity.changed", payload={}, **changed)
        assert notice.user == town.lin

    @pytest.mark.parametrize(("level", "who"), [("parent", "wu"), ("province", "ma"), ("self", None)])
    def test_approvers_by_level_and_the_submitter_afterwards(self, town, happen, level, who):
        town.clean_up.approval_level, town.clean_up.substation = level, town.river
        town.clean_up.save()
        about = {"about": town.clean_up, "organization": town.river_org.pk}

        told = happen("activity.submitted", by=town.chen, **about)
        assert [notice.user for notice in told] == ([getattr(town, who)] if who else [])
        Activity.objects.filter(pk=town.clean_up.pk).update(note="请补充保险")
        told = happen("activity.returned", by=town.ma, **about)
        assert told[-1].user == town.chen
        assert "请补充保险" in render(told[-1]).body

    def test_those_who_run_the_organisation_when_hours_are_overdue(self, town, happen):
        told = happen("activity.overdue", about=town.clean_up, organization=town.river_org.pk)
        assert {notice.user for notice in told} == {town.chen, town.fang}

    def test_unknown_verbs_and_old_lines_are_nobodys_news(self, town, happen, signup):
        person = {"about": ("signup", signup.pk), "person": town.volunteers["lin"].pk}
        assert happen("signup.exported", **person) == []
        assert happen("signup.declined", at=town.now - timedelta(days=91), **person) == []

    def test_somebody_switched_off_is_told_nothing(self, town, happen, signup):
        town.lin.is_active = False
        town.lin.save()
        assert happen("signup.promoted", about=signup, person=town.volunteers["lin"].pk) == []


def test_reading_again_keeps_what_people_did(town, confirmed):
    actions.read_all(town.lin, at=town.now)
    Notice.objects.update(mailed_at=town.now, details={})

    readers.rebuild("notices")

    notice = Notice.objects.get()
    assert notice.read_at == notice.mailed_at == town.now
    assert notice.details["activity"]["name_en"] == "Riverside clean-up"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("verb", sorted(WORDINGS))
def test_every_wording_reads_with_and_without_details(verb, language):
    details = {
        "activity": {"name": "活动", "name_en": "Activity"},
        "item": {"name": "米", "name_en": "Rice"},
        "minutes": 90, "cost": 250, "quantity": 2, "level": 3, "number": "N1", "reason": "R",
        "due": "2026-12-01", "starts": "2026-12-01T01:00:00+00:00", "place": "P",
    }  # fmt: skip
    with override(language):
        for given in (details, {}):
            shown = render(Notice(verb=verb, details=given))
            assert shown.title
            assert "%(" not in shown.title + shown.body
            assert language == "en" or any("一" <= letter <= "鿿" for letter in shown.title)


def test_every_kind_has_verbs():
    assert all(verbs_of(kind) for kind in Kind)


def test_a_batch_costs_the_same_however_many_lines(town, signup, django_assert_max_num_queries, happen):
    happen("signup.confirmed", about=signup, person=town.volunteers["lin"].pk)
    with transaction.atomic():
        from kapok.core import journal

        journal.write_many(
            journal.Entry(
                verb="record.effective",
                about=("servicerecord", new_id()),
                at=town.now,
                person=volunteer.pk,
                payload={"activity": str(town.clean_up.pk), "minutes": 60, "uid": str(new_id())},
            )
            for volunteer in list(town.volunteers.values()) * 10
        )
    from kapok.core.journal.sequencing import place_pending

    place_pending()
    with django_assert_max_num_queries(20):
        readers.catch_up("notices")
    assert Notice.objects.count() == 61
    assert Line.objects.count() == 61


class TestReminders:
    def test_a_day_and_two_hours_before_once_each(self, town, signup):
        starts = town.session.starts_at

        assert reminders.remind(at=starts - timedelta(hours=25)) == 0
        assert reminders.remind(at=starts - timedelta(hours=23)) == 1
        assert reminders.remind(at=starts - timedelta(hours=22)) == 0
        assert reminders.remind(at=starts - timedelta(hours=1)) == 1
        assert reminders.remind(at=starts - timedelta(minutes=50)) == 0
        assert reminders.remind(at=starts + timedelta(hours=1)) == 0
        assert set(Notice.objects.values_list("user", "verb")) == {(town.lin.pk, "reminder.session")}

    def test_nobody_is_reminded_of_what_they_just_did_or_left(self, town, signup):
        starts = town.session.starts_at
        signup.decided_at = starts - timedelta(hours=5)
        signup.save()
        assert reminders.remind(at=starts - timedelta(hours=4)) == 0
        signup.state = "cancelled_by_volunteer"
        signup.save()
        assert reminders.remind(at=starts - timedelta(hours=1)) == 0


class TestTheDatabase:
    def test_notice_once_per_line(self, confirmed):
        with pytest.raises(IntegrityError, match="notice_once_per_line"):
            confirmed.pk = new_id()
            confirmed.save(force_insert=True)

    def test_mute_once_per_kind(self, town):
        with pytest.raises(IntegrityError, match="mute_once_per_kind"):
            for _ in range(2):
                Mute.objects.create(user=town.lin, kind="store", at=town.now)
