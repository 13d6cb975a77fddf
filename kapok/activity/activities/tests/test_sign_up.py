"""Asking for a place, waiting for one, giving one back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from kapok.activity.activities import actions
from kapok.activity.activities.eligibility import NotEligible, eligibility, register_minutes
from kapok.activity.activities.models import Position, SignUp
from kapok.core.common.ids import new_id
from kapok.core.journal.models import Line


def sign_up(town, position, name):
    volunteer = town.volunteers[name]
    return actions.sign_up(position, volunteer=volunteer, by=volunteer.user, at=town.now)


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


class TestSignUp:
    def test_takes_a_free_place(self, town):
        signup = sign_up(town, town.position, "lin")
        town.position.refresh_from_db()
        town.clean_up.refresh_from_db()
        assert signup.state == "confirmed"
        assert (town.position.confirmed, town.clean_up.taken) == (1, 1)
        line = Line.objects.get(verb="signup.confirmed")
        assert line.person_id == town.volunteers["lin"].pk
        assert line.organization_id == town.river_org.pk

    def test_twice_is_once(self, town):
        first, second = (sign_up(town, town.position, "lin") for _ in range(2))
        assert first.pk == second.pk
        assert Position.objects.get(pk=town.position.pk).confirmed == 1

    def test_waits_when_full_and_is_promoted_in_order(self, town):
        signups = [sign_up(town, town.position, name) for name in ("lin", "qiao", "hua", "chen")]
        assert [row.state for row in signups] == [
            "confirmed",
            "confirmed",
            "waitlisted",
            "waitlisted",
        ]
        actions.cancel(signups[0], by=town.lin, at=town.now)
        states = SignUp.objects.order_by("queued").values_list("state", flat=True)
        assert list(states) == ["cancelled_by_volunteer", "confirmed", "confirmed", "waitlisted"]
        assert Position.objects.get(pk=town.position.pk).confirmed == 2
        assert Line.objects.filter(verb="signup.promoted", person_id=town.volunteers["hua"].pk).exists()

    def test_passes_over_whoever_may_no_longer_come(self, town):
        signups = [sign_up(town, town.position, name) for name in ("lin", "qiao", "hua", "chen")]
        town.volunteers["hua"].enrolment.state = "suspended"
        town.volunteers["hua"].enrolment.save()
        actions.cancel(signups[0], by=town.lin, at=town.now)
        signups[2].refresh_from_db()
        signups[3].refresh_from_db()
        assert (signups[2].state, signups[2].reason) == ("declined", "enrolment_not_active")
        assert signups[3].state == "confirmed"

    def test_cancelling_is_free_until_the_deadline_and_late_after(self, town):
        early = sign_up(town, town.position, "lin")
        late = sign_up(town, town.position, "qiao")
        actions.cancel(early, by=town.lin, at=town.clean_up.cancel_until)
        after = town.clean_up.cancel_until + timedelta(minutes=1)
        late = actions.cancel(late, by=town.qiao, at=after)
        early.refresh_from_db()
        assert (early.state, late.state) == ("cancelled_by_volunteer", "late_cancel")

    def test_can_come_back_after_cancelling(self, town):
        first = sign_up(town, town.position, "lin")
        actions.cancel(first, by=town.lin, at=town.now)
        assert sign_up(town, town.position, "lin").pk != first.pk

    def test_removal_needs_a_reason(self, town):
        signup = sign_up(town, town.position, "lin")
        with pytest.raises(actions.signup.ReasonMissing):
            actions.remove(signup, reason=" ", by=town.chen, at=town.now)
        removed = actions.remove(signup, reason="未带证件", by=town.chen, at=town.now)
        assert (removed.state, removed.reason) == ("removed_by_leader", "未带证件")

    def test_release_blames_nobody(self, town):
        for name in ("lin", "qiao", "hua"):
            sign_up(town, town.position, name)
        assert actions.release(town.clean_up.pk, by=town.chen, at=town.now) == 3
        assert set(SignUp.objects.values_list("state", flat=True)) == {"released"}
        assert Position.objects.get(pk=town.position.pk).confirmed == 0


class TestEligibility:
    def test_nothing_stands_against_lin(self, town):
        assert eligibility(town.position, town.volunteers["lin"], town.now) == []

    def test_a_visitor_enrols_first(self, town):
        assert [r.code for r in eligibility(town.position, None, town.now)] == ["no_enrolment"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"minimum_age": 30}, "too_young"),
            ({"maximum_age": 20}, "too_old"),
            ({"minimum_minutes": 600}, "minutes_missing"),
        ],
    )
    def test_positions_ask_something(self, town, changes, code):
        Position.objects.filter(pk=town.position.pk).update(**changes)
        with pytest.raises(NotEligible) as refused:
            sign_up(town, town.position, "lin")
        assert codes(refused) == [code]
        assert refused.value.code == code
        assert not SignUp.objects.exists()

    def test_minutes_come_from_the_room_that_keeps_them(self, town, monkeypatch):
        monkeypatch.setattr("kapok.activity.activities.eligibility._minutes", None)
        register_minutes(lambda ids: dict.fromkeys(ids, 600))
        Position.objects.filter(pk=town.position.pk).update(minimum_minutes=600)
        assert eligibility(town.position, town.volunteers["lin"], town.now) == []

    def test_skills(self, town):
        town.position.skills.add(town.skill)
        assert [r.code for r in eligibility(town.position, town.volunteers["lin"], town.now)] == ["skills_missing"]
        town.volunteers["lin"].skills.add(town.skill)
        assert eligibility(town.position, town.volunteers["lin"], town.now) == []

    def test_minors_are_kept_from_danger(self, town):
        _activity, _session, position = town.activity(
            starts_in=timedelta(days=3),
            risky=True,
            insurance_policy="PICC-1",
            insured_from=town.now.date(),
            insured_to=town.now.date() + timedelta(days=9),
        )
        assert [r.code for r in eligibility(position, town.volunteers["mei"], town.now)] == ["minors_barred"]
        signup = actions.sign_up(position, volunteer=town.volunteers["lin"], by=town.lin, at=town.now)
        assert [pin.split("@")[0] for pin in signup.policies]

    def test_own_clash(self, town):
        _activity, _session, other = town.activity()
        sign_up(town, town.position, "lin")
        with pytest.raises(NotEligible) as refused:
            sign_up(town, other, "lin")
        assert codes(refused) == ["own_clash"]

    def test_projects_that_exclude_each_other(self, town):
        other = town.project(town.river_org)
        other.excludes.add(town.river_project)
        activity, _session, position = town.activity(starts_in=timedelta(days=5))
        type(activity).objects.filter(pk=activity.pk).update(project=other)
        sign_up(town, town.position, "lin")
        with pytest.raises(NotEligible) as refused:
            sign_up(town, position, "lin")
        assert codes(refused) == ["excluded_project"]

    @pytest.mark.parametrize(
        ("state", "moment", "code"),
        [
            ("draft", timedelta(), "activity_not_public"),
            ("cancelled", timedelta(), "activity_not_public"),
            ("recruiting_closed", timedelta(), "window_closed"),
            ("recruiting", timedelta(days=-4), "not_open_yet"),
            ("recruiting", timedelta(days=1), "session_started"),
        ],
    )
    def test_the_window(self, town, state, moment, code):
        type(town.clean_up).objects.filter(pk=town.clean_up.pk).update(state=state)
        found = eligibility(town.position, town.volunteers["lin"], town.now + moment)
        assert [reason.code for reason in found] == [code]

    def test_a_lagging_worker_shuts_nobody_out(self, town):
        type(town.clean_up).objects.filter(pk=town.clean_up.pk).update(state="approved")
        assert eligibility(town.position, town.volunteers["lin"], town.now) == []


class TestTheDatabaseRefuses:
    def refuses(self, name, change):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            change()

    def test_overselling(self, town):
        self.refuses(
            "position_never_oversold",
            lambda: Position.objects.filter(pk=town.position.pk).update(confirmed=3),
        )
        self.refuses(
            "activity_taken_within_places",
            lambda: type(town.clean_up).objects.filter(pk=town.clean_up.pk).update(taken=3),
        )

    def row(self, town, position, **more):
        values = {
            "activity_id": position.activity_id,
            "position": position,
            "volunteer": town.volunteers["lin"],
            "served": Range(position.session.starts_at, position.session.ends_at),
            "queued": new_id().int % 10**9,
            "asked_at": town.now,
            "decided_at": town.now,
            "state": "confirmed",
            **more,
        }
        return SignUp.objects.create(**values)

    def test_two_signups_for_one_position(self, town):
        self.row(town, town.position, state="waitlisted")
        self.refuses("signup_once_per_position", lambda: self.row(town, town.position, state="waitlisted"))

    def test_two_places_at_a_time(self, town):
        _activity, _session, other = town.activity()
        self.row(town, town.position)
        self.refuses("signup_one_place_at_a_time", lambda: self.row(town, other))

    def test_a_decision_without_its_moment(self, town):
        self.refuses("signup_decided_has_its_moment", lambda: self.row(town, town.position, decided_at=None))
