from django.urls import get_resolver, resolve

from kapok.core.common.routing import Room


def test_a_room_is_asked_only_for_its_own_words():
    rooms = {each.namespace: each for each in get_resolver().url_patterns if isinstance(each, Room)}
    assert rooms["attendance"].first_words == {"check-in", "lead"}
    assert "" in rooms["portal"].first_words


def test_rooms_that_share_a_word_both_answer():
    assert resolve("/activities/").view_name == "portal:activities"
    assert resolve("/organise/").view_name == "activities:organise"
