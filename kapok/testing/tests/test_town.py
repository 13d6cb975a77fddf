from kapok.core.access import Permission, can


def test_the_town_stands(town):
    assert town.lin.volunteer == town.volunteers["lin"]
    assert can(town.chen, Permission.ACTIVITY_PUBLISH, on=town.clean_up)
    assert not can(town.deng, Permission.ACTIVITY_PUBLISH, on=town.clean_up)
    assert can(town.wu, Permission.ACTIVITY_APPROVE, on=town.clean_up)
