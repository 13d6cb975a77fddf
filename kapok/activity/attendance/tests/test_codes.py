from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from kapok.activity.attendance import codes
from kapok.activity.attendance.models import Direction
from kapok.activity.attendance.refusals import CodeForged, CodeNotYetValid, CodeStale

AT = datetime(2026, 3, 5, 1, 0, 5, tzinfo=UTC)


@pytest.fixture
def session():
    return SimpleNamespace(id=uuid4(), code_secret=b"s" * 32)


def prove(token, session, at):
    codes.prove(codes.read(token), session.code_secret, at)


@pytest.mark.parametrize("direction", Direction)
def test_a_code_names_its_session_and_direction(session, direction):
    claim = codes.read(codes.make(session, direction, AT))
    assert (claim.session_id, claim.direction) == (session.id, direction)
    codes.prove(claim, session.code_secret, AT)


@pytest.mark.parametrize("late", [-20, 0, 14, 30])
def test_it_holds_one_window_before_and_after(session, late):
    prove(codes.make(session, Direction.IN, AT), session, AT + timedelta(seconds=late))


def test_a_stale_code_is_refused(session):
    with pytest.raises(CodeStale):
        prove(codes.make(session, Direction.IN, AT), session, AT + timedelta(seconds=40))


def test_a_code_from_the_future_is_refused(session):
    with pytest.raises(CodeNotYetValid):
        prove(codes.make(session, Direction.IN, AT), session, AT - timedelta(seconds=40))


def test_another_sessions_secret_does_not_sign_for_this_one(session):
    other = SimpleNamespace(id=session.id, code_secret=b"t" * 32)
    with pytest.raises(CodeForged):
        prove(codes.make(other, Direction.IN, AT), session, AT)


def test_one_changed_character_is_a_forgery(session):
    token = codes.make(session, Direction.IN, AT)
    for place in range(0, len(token), 5):
        other = token[:place] + ("a" if token[place] != "a" else "b") + token[place + 1 :]
        with pytest.raises((CodeForged, CodeStale, CodeNotYetValid)):
            prove(other, session, AT)


@pytest.mark.parametrize("junk", ["", "x", "木棉", "a" * 48 + "\0", "1" * 48, "a" * 16, "a" * 480])
def test_junk_is_a_forgery_and_no_error(junk):
    with pytest.raises(CodeForged):
        codes.read(junk)


def test_the_short_code_stands_for_the_same_moment(session):
    short = codes.short(session, Direction.OUT, AT)
    assert len(short) == codes.SHORT_LENGTH
    assert codes.direction_of_short(f" {short.lower()} ", session, AT) is Direction.OUT
    assert codes.direction_of_short(short, session, AT + timedelta(seconds=60)) is None
