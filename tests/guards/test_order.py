"""A room imports, and points foreign keys at, only rooms above it in docs/map.md."""

import ast

from tests.guards.house import KAPOK, models, room_of, room_of_module, rooms, trees


def imported(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_map_names_every_room_and_no_other():
    floors = [floor for floor in KAPOK.iterdir() if floor.is_dir() and floor.name != "testing"]
    standing = {
        f"{floor.name}/{room.name}" for floor in floors for room in floor.iterdir() if (room / "__init__.py").exists()
    }
    assert standing | {"testing"} == set(rooms())


def test_a_room_imports_only_rooms_above_it():
    order = {room: place for place, room in enumerate(rooms())}
    backward = [
        f"{path.relative_to(KAPOK)} imports {name}"
        for path, tree in trees()
        if room_of(path) in order
        for name in imported(tree)
        if (other := room_of_module(name)) in order and order[other] > order[room_of(path)]
    ]
    assert not backward


def test_foreign_keys_point_only_at_rooms_above():
    order = {room: place for place, room in enumerate(rooms())}
    backward = []
    for model in models():
        here = room_of_module(model.__module__)
        for field in model._meta.get_fields():
            if field.auto_created or not field.is_relation or field.related_model is None:
                continue
            there = room_of_module(field.related_model.__module__)
            if there in order and order[there] > order[here]:
                backward.append(f"{model._meta.label}.{field.name} -> {there}")
    assert not backward
