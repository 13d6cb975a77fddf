from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kapok.activity.records.models import VolunteerTotals
from kapok.core import journal
from kapok.core.access.models import Appointment
from kapok.core.journal import readers
from kapok.core.journal.models import Line
from kapok.core.journal.sequencing import place_pending
from kapok.recognition.stars import actions, queries
from kapok.recognition.stars.models import StarGrade
from kapok.recognition.stars.refusals import NotTheCertifier, NotWaiting, OwnStar, StillOpenToObjection


def hours(town, key, amount, *, at=None, verb="record.effective"):
    """Give somebody so many hours, as records would, and let the stars follow."""
    volunteer = town.volunteers[key]
    VolunteerTotals.objects.update_or_create(pk=volunteer.pk, defaults={"credit_minutes": round(amount * 60)})
    with transaction.atomic():
        journal.write(verb, by=None, about=("servicerecord", volunteer.pk), at=at or town.now, person=volunteer.pk)
    place_pending()
    readers.catch_up("stars")
    return volunteer


def level(volunteer):
    grade = queries.current(volunteer.pk)
    return grade.level if grade else 0


def enrolled(town, key, days):
    volunteer = town.volunteers[key]
    volunteer.enrolled_at = town.now - timedelta(days=days)
    volunteer.save(update_fields=["enrolled_at"])
    return volunteer


@pytest.mark.parametrize(
    ("served", "star"), [(99 + 59 / 60, 0), (100, 1), (299.5, 1), (300, 2), (999.9, 3), (1000, 4), (1500, 5)]
)
def test_the_edges_of_the_five_stars(town, served, star):
    enrolled(town, "lin", 800)
    assert level(hours(town, "lin", served)) == star


def test_the_fifth_star_asks_for_two_years(town):
    lin = hours(town, "lin", 1500)  # enrolled for 400 days
    assert level(lin) == 4
    waits = queries.progress(lin, town.now)
    assert (waits.minutes_to_go, waits.enrolled_until > town.now.date(), waits.ready) == (0, True, False)
    later = town.now + timedelta(days=400)
    assert lin.pk in queries.could_rise()
    actions.review({lin.pk: later})
    assert level(lin) == 5
    assert lin.pk not in queries.could_rise()


def test_progress_says_how_far_it_is(town):
    lin = hours(town, "lin", 130)
    way = queries.progress(lin, town.now)
    assert (way.level, way.certified, way.minutes_to_go, way.step.level) == (1, False, 170 * 60, 2)


def test_each_star_is_reached_once_and_told_once(town):
    lin = hours(town, "lin", 300)
    hours(town, "lin", 301)
    assert list(StarGrade.objects.filter(volunteer=lin).values_list("level", flat=True).order_by("level")) == [1, 2]
    assert Line.objects.filter(verb="star.reached").count() == 2


def test_hours_made_void_take_the_star_with_them(town):
    lin = hours(town, "lin", 310)
    hours(town, "lin", 250, verb="record.void")
    assert level(lin) == 1
    assert Line.objects.get(verb="star.withdrawn").payload["level"] == 2
    hours(town, "lin", 300)
    assert level(lin) == 2


def test_a_rebuild_comes_to_the_same_stars(town):
    lin = hours(town, "lin", 310)
    before = set(StarGrade.objects.values_list("volunteer", "level", "state", "reached_at"))
    readers.rebuild("stars")
    assert set(StarGrade.objects.values_list("volunteer", "level", "state", "reached_at")) == before
    assert level(lin) == 2


def test_a_star_is_certified_after_its_publicity(town):
    lin = hours(town, "lin", 100)
    grade = queries.current(lin.pk)
    with pytest.raises(StillOpenToObjection):
        actions.certify(grade, by=town.wu, at=town.now + timedelta(days=6))
    actions.certify(grade, by=town.wu, at=town.now + timedelta(days=7))
    assert queries.progress(lin, town.now).certified
    with pytest.raises(NotWaiting):
        actions.certify(grade, by=town.wu, at=town.now + timedelta(days=8))


def test_the_level_names_its_certifier(town):
    enrolled(town, "lin", 800)
    fourth = queries.current(hours(town, "lin", 1000).pk)
    county = town.user("county", "区里人")
    Appointment.objects.create(user=county, role="operator", region_id="440106", started_at=town.now)
    later = town.now + timedelta(days=8)
    with pytest.raises(NotTheCertifier):
        actions.certify(fourth, by=county, at=later)
    with pytest.raises(NotTheCertifier):
        actions.certify(fourth, by=town.deng, at=later)
    assert fourth in queries.waiting_for(county)
    actions.certify(fourth, by=town.wu, at=later)


def test_nobody_certifies_their_own_star(town):
    grade = queries.current(hours(town, "lin", 100).pk)
    Appointment.objects.create(user=town.lin, role="federation_officer", started_at=town.now)
    with pytest.raises(OwnStar):
        actions.certify(grade, by=town.lin, at=town.now + timedelta(days=8))
    assert grade not in queries.waiting_for(town.lin)


@pytest.mark.parametrize(("star", "constraint"), [(0, "star_level_one_to_five"), (1, "star_level_once_per_volunteer")])
def test_what_the_database_refuses(town, star, constraint):
    lin = hours(town, "lin", 100)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        StarGrade.objects.create(volunteer=lin, level=star, minutes=0, reached_at=town.now)
