"""The order of initiatives and links: changed in their list, written when the form is saved."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from missions.models import Initiative, Source
from tests.admin.browser_form import save, sent_back
from tests.makers import make_initiative, make_link, make_mission, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    """A mission with initiatives a, b and c, and one fact."""
    mission = make_mission()
    for position, key in enumerate("abc", 1):
        make_initiative(mission, key, title=key, position=position)
    make_initiative(mission, "fact", kind="fact", position=1)
    return mission


def change(mission) -> str:
    return reverse("admin:missions_mission_change", args=[mission.pk])


def pk(mission, key: str) -> int:
    return mission.initiatives.get(key=key).pk


def pks(mission, keys: str) -> str:
    return ",".join(str(pk(mission, key)) for key in keys)


def order(mission) -> list[tuple[str, int]]:
    return list(mission.initiatives.filter(kind="initiative").values_list("key", "position"))


@pytest.mark.parametrize(
    ("key", "direction", "expected"),
    [("b", "up", "bac"), ("b", "down", "acb"), ("a", "up", "abc"), ("c", "down", "abc"), ("fact", "up", "abc")],
)
def test_a_button_moves_an_entry_without_a_script(writer, mission, key, direction, expected):
    save(writer, change(mission), _move=f"initiatives:{pk(mission, key)}:{direction}")
    assert order(mission) == list(zip(expected, (1, 2, 3), strict=True))


def test_a_button_that_moves_saves_what_was_typed(writer, mission):
    address = f"{change(mission)}?open=initiatives:c"
    save(writer, address, _move=f"initiatives:{pk(mission, 'c')}:up", **{"initiatives-0-title": "Renamed"})
    assert mission.initiatives.get(key="c").title == "Renamed"
    assert [key for key, _ in order(mission)] == ["a", "c", "b"]


def test_the_order_that_was_sent_is_kept(writer, mission):
    save(writer, change(mission), **{"initiatives-order": pks(mission, "cab")})
    assert order(mission) == [("c", 1), ("a", 2), ("b", 3)]


def test_a_changed_order_is_logged(writer, mission):
    save(writer, change(mission), **{"initiatives-order": pks(mission, "bac")})
    assert LogEntry.objects.get().get_change_message() == "Changed position for initiatives “b, a”."


def test_entries_that_share_a_position_are_numbered_anew(writer, mission):
    mission.initiatives.update(position=0)
    save(writer, change(mission), **{"initiatives-order": pks(mission, "bac")})
    assert order(mission) == [("b", 1), ("a", 2), ("c", 3)]


def test_positions_with_gaps_are_dealt_anew_and_the_rest_stays(writer, mission):
    for key, position in (("a", 10), ("b", 20), ("c", 30)):
        mission.initiatives.filter(key=key).update(position=position)
    save(writer, change(mission), **{"initiatives-order": pks(mission, "bac")})
    assert order(mission) == [("b", 10), ("a", 20), ("c", 30)]


def test_an_entry_added_by_somebody_else_meanwhile_stands_after_the_moved_ones(writer, mission):
    sent = sent_back(writer.get(change(mission)), **{"initiatives-order": pks(mission, "cba")})
    make_initiative(mission, "d", position=4)
    writer.post(change(mission), sent | shown(mission, "abc"))
    assert [key for key, _ in order(mission)] == ["c", "b", "a", "d"]


def shown(mission, keys: str) -> dict[str, str]:
    return {"initiatives-shown": pks(mission, keys)}


def test_an_order_that_somebody_else_changed_meanwhile_is_not_overwritten(writer, mission):
    sent = sent_back(writer.get(change(mission)), **{"initiatives-order": pks(mission, "cba")}) | shown(mission, "abc")
    mission.initiatives.filter(key="a").update(position=9)
    page = writer.post(change(mission), sent | {"name": "Renamed"}).content.decode()
    assert "Somebody else changed the order meanwhile." in page
    assert 'value="Renamed"' in page
    assert [key for key, _ in order(mission)] == ["b", "c", "a"]


@pytest.mark.parametrize("typed", ["", "x", "-1,-2", "999999", "1" * 40, "²,³", ",,,"])
def test_an_order_of_nothing_that_is_there_changes_nothing(writer, mission, typed):
    save(writer, change(mission), **{"initiatives-order": typed}, _move=f"initiatives:{typed}:up")
    assert order(mission) == [("a", 1), ("b", 2), ("c", 3)]


def test_the_rows_of_another_mission_are_not_moved(writer, mission):
    foreign = make_initiative(make_mission("unami"), "foreign", position=7)
    save(writer, change(mission), **{"initiatives-order": f"{foreign.pk},{pks(mission, 'cba')}"})
    foreign.refresh_from_db()
    assert foreign.position == 7


def test_an_entry_of_another_kind_stands_last_of_its_new_kind(writer, mission):
    save(writer, f"{change(mission)}?open=initiatives:a", **{"initiatives-0-kind": "fact"})
    assert list(Initiative.objects.filter(kind="fact").values_list("key", "position")) == [("fact", 1), ("a", 2)]


def test_links_have_an_order_and_phases_have_none(writer, mission):
    first, second = (make_link(mission, Source.objects.get(), position=place) for place in (1, 2))
    page = save(writer, change(mission), **{"links-order": f"{second.pk},{first.pk}"}).content.decode()
    assert list(mission.links.values_list("pk", flat=True)) == [second.pk, first.pk]
    assert 'name="links-order"' in page
    assert 'name="phases-order"' not in page


def test_the_enter_key_saves_and_moves_nothing(writer, mission):
    page = writer.get(change(mission)).content.decode()
    assert page.index('name="_save"') < page.index('name="_move"')


def test_somebody_who_may_not_change_initiatives_moves_none(client, mission):
    user = make_user("guest")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["change_mission", "view_initiative"]))
    client.force_login(user)
    page = save(client, change(mission), **{"initiatives-order": pks(mission, "cba")}, name="Renamed").content.decode()
    mission.refresh_from_db()
    assert mission.name == "Renamed"
    assert order(mission) == [("a", 1), ("b", 2), ("c", 3)]
    assert 'name="_move"' not in page
