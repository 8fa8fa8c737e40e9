"""The form of a mission sends opened entries only; what is not sent stays as it is, and nothing foreign gets in."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from missions.admin.home import MOST_KEPT
from missions.models import Figure, Phase
from tests.admin.browser_form import save, sent_back
from tests.makers import make_figure, make_initiative, make_mission, make_phase, make_user

pytestmark = pytest.mark.django_db


def change(mission, *opened: str, add: str = "") -> str:
    asked = [f"open={name}" for name in opened] + ([f"add={add}"] if add else [])
    return f"{reverse('admin:missions_mission_change', args=[mission.pk])}?{'&'.join(asked)}"


def entry_form(mission, section: str, key: str = "") -> str:
    name = "missions_mission_entry" if key else "missions_mission_new_entry"
    return reverse(f"admin:{name}", args=[mission.pk, section, *([key] if key else [])])


@pytest.fixture
def mission():
    """A mission with phases a, b and c."""
    mission = make_mission()
    for number, key in enumerate("abc", 1):
        make_phase(mission, key, title=f"Phase {key}", dates=f"201{number}")
    return mission


def titles(mission) -> list[str]:
    return list(mission.phases.values_list("title", flat=True))


def sent_alone(client, address: str, **typed):
    """Send the head of a record and the given fields of its phases."""
    data = {name: value for name, value in sent_back(client.get(address)).items() if not name.startswith("phases-")}
    counts = {"phases-TOTAL_FORMS": "9", "phases-INITIAL_FORMS": "1", "phases-MIN_NUM_FORMS": "0"}
    return client.post(address, data | counts | typed, follow=True)


def phase(number: int, pk, title: str, **fields) -> dict[str, str]:
    given = {"id": str(pk), "title": title, "dates": "2015", "text": "A sentence.", "citations": "", "key": ""}
    typed = {f"phases-{number}-{name}": value for name, value in (given | fields).items()}
    rows = Phase.objects.filter(pk=pk if isinstance(pk, int) else None)
    opened = rows.values("title", "dates", "text", "key").first() or {}
    return typed | {f"initial-phases-{number}-{name}": value for name, value in opened.items()}


def test_a_closed_entry_is_a_line_without_a_form(writer, mission):
    page = writer.get(change(mission)).content.decode()
    assert "Phase a" in page
    assert "phases-0-title" not in page


def test_without_a_script_the_line_leads_to_the_form_with_the_entry_open(writer, mission):
    page = writer.get(change(mission)).content.decode()
    assert 'href="?open=phases:b#phase-b"' in page
    shown = writer.get(change(mission, "phases:b")).content.decode()
    assert 'name="phases-0-title" value="Phase b"' in shown
    assert "phases-1-title" not in shown


def test_adding_without_a_script_is_one_step(writer, mission):
    page = writer.get(change(mission)).content.decode()
    assert 'href="?add=phases#phases-0"' in page
    save(writer, change(mission, add="phases"), **phase(0, "", "New"))
    assert titles(mission) == ["Phase a", "Phase b", "Phase c", "New"]


def test_a_new_initiative_begins_with_the_kind_of_its_list(writer, mission):
    form = writer.get(change(mission, add="initiatives:fact")).context["inline_admin_formsets"][1].formset.forms[0]
    assert form["kind"].value() == "fact"


def test_an_entry_that_is_not_sent_stays(writer, mission):
    save(writer, change(mission, "phases:b"), **{"phases-0-title": "Other"})
    assert titles(mission) == ["Phase a", "Other", "Phase c"]


def test_forms_may_come_with_any_numbers_and_new_ones_between_them(writer, mission):
    a, _, c = mission.phases.all()
    sent = phase(7, a.pk, "Last of all") | phase(3, "", "New", dates="2012-06") | phase(0, c.pk, "Third")
    sent_alone(writer, change(mission), **sent, **{"phases-INITIAL_FORMS": "2"})
    assert set(titles(mission)) == {"Phase b", "New", "Third", "Last of all"}


def test_the_fetched_form_of_an_entry_has_the_number_that_was_asked_for(writer, mission):
    answer = writer.get(entry_form(mission, "phases", "b") + "?index=12")
    page = answer.content.decode()
    assert 'name="phases-12-title" value="Phase b"' in page
    assert f'name="phases-12-id" value="{mission.phases.get(key="b").pk}"' in page
    assert "no-store" in answer["Cache-Control"]
    assert "<html" not in page


def test_the_fetched_form_of_a_new_entry_is_empty_and_of_its_kind(writer, mission):
    page = writer.get(entry_form(mission, "initiatives") + "?index=3&kind=disputed").content.decode()
    assert '<option value="disputed" selected>' in page
    assert 'name="initiatives-3-id" id=' in page


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30, "²"])
def test_an_impossible_number_is_taken_for_nought(writer, mission, typed):
    page = writer.get(entry_form(mission, "phases", "b"), {"index": typed}).content.decode()
    assert 'name="phases-0-title"' in page


def test_an_entry_that_is_gone_is_said_in_a_sentence(writer, mission):
    for section, key in (("phases", "z"), ("editions", "a"), ("editions", "")):
        answer = writer.get(entry_form(mission, section, key))
        assert answer.status_code == 404
        assert "was deleted meanwhile" in answer.content.decode()


def test_a_mission_that_is_gone_is_said_in_a_sentence(writer, mission):
    address = entry_form(mission, "phases", "a")
    mission.delete()
    assert writer.get(address).content.decode() == "This mission was deleted meanwhile."


def test_strangers_get_a_sentence_and_no_form(client, mission):
    answer = client.get(entry_form(mission, "phases", "a"))
    assert answer.status_code == 403
    assert "what you typed is still here" in answer.content.decode()


def test_staff_without_the_right_get_a_sentence_and_no_form(client, django_user_model, mission):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    answer = client.get(entry_form(mission, "phases", "a"))
    assert answer.status_code == 403
    assert "Phase a" not in answer.content.decode()


def test_somebody_who_may_only_see_opens_entries_without_fields(client, mission):
    user = make_user("guest")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_mission", "view_phase"]))
    client.force_login(user)
    for address in (change(mission, "phases:b"), entry_form(mission, "phases", "b")):
        page = client.get(address).content.decode()
        assert '<div class="readonly">Phase b</div>' in page
        assert "phases-0-title" not in page
        assert "Add a phase" not in page
    assert client.get(entry_form(mission, "phases")).status_code == 404


def test_the_row_of_another_mission_is_refused_and_stays(writer, mission):
    foreign = make_phase(make_mission("unami"), "a", title="Foreign")
    answer = sent_alone(writer, change(mission), **phase(0, foreign.pk, "Taken over"))
    assert answer.status_code == 409
    assert "Taken over" in answer.content.decode()
    foreign.refresh_from_db()
    assert (foreign.title, foreign.mission.key) == ("Foreign", "unami")
    assert titles(mission) == ["Phase a", "Phase b", "Phase c"]


@pytest.mark.parametrize("pk", ["abc", "-1", "9" * 40, "1; DROP"])
def test_a_row_that_does_not_exist_is_refused_with_its_text_kept(writer, mission, pk):
    page = sent_alone(writer, change(mission), **phase(0, pk, "Typed")).content.decode()
    assert "This entry is not in the record any more" in page
    assert 'value="Typed"' in page
    assert titles(mission) == ["Phase a", "Phase b", "Phase c"]


def test_what_was_typed_into_a_deleted_entry_can_be_let_go(writer, mission):
    pk = mission.phases.get(key="b").pk
    Phase.objects.filter(pk=pk).delete()
    sent_alone(writer, change(mission), **phase(0, pk, "Typed"), **{"phases-0-DELETE": "on"}, name="Renamed")
    mission.refresh_from_db()
    assert mission.name == "Renamed"
    assert titles(mission) == ["Phase a", "Phase c"]


@pytest.mark.parametrize("more", [{}, {"phases-1-DELETE": "on"}])
def test_an_entry_sent_twice_is_refused(writer, mission, more):
    pk = mission.phases.get(key="a").pk
    twice = phase(0, pk, "One") | phase(1, pk, "Two") | {"phases-INITIAL_FORMS": "2"} | more
    page = sent_alone(writer, change(mission), **twice).content.decode()
    assert "An entry was sent twice, so nothing was saved." in page
    assert 'value="One"' in page
    assert 'value="Two"' in page
    assert titles(mission) == ["Phase a", "Phase b", "Phase c"]


def test_a_form_of_which_a_part_is_missing_is_refused(writer, mission):
    pk = mission.phases.get(key="a").pk
    page = sent_alone(writer, change(mission), **phase(0, pk, "One"), **{"phases-INITIAL_FORMS": "2"}).content.decode()
    assert "The form did not arrive whole, so nothing was saved." in page
    assert titles(mission) == ["Phase a", "Phase b", "Phase c"]


def test_a_refused_entry_comes_back_open_with_its_text_and_the_error(writer, mission):
    answer = save(writer, change(mission, "phases:b"), **{"phases-0-dates": "03/04/2018", "phases-0-title": "Other"})
    page = answer.content.decode()
    assert 'name="phases-0-title" value="Other"' in page
    assert 'name="phases-0-dates" value="03/04/2018"' in page
    assert "3 April 2018" in page
    assert "to be mended" in page
    assert 'href="?open=phases:a#phase-a"' in page
    assert titles(mission) == ["Phase a", "Phase b", "Phase c"]


def test_a_refused_part_of_the_head_comes_back_open(writer, mission):
    page = save(writer, change(mission), summary="").content.decode()
    assert '<details class="part" id="part-name" open>' in page
    assert '<details class="part" id="part-overview">' in page


def test_saving_keeps_what_was_open_and_where_one_was(writer, mission):
    address = change(mission, "phases:a", "phases:c")
    answer = writer.post(address, sent_back(writer.get(address), _at="phases-1-text"))
    assert answer["Location"] == f"{change(mission)}open=phases:a&open=phases:c#phase-c.text"


def test_saving_leads_back_to_a_field_of_the_head(writer, mission):
    answer = writer.post(change(mission), sent_back(writer.get(change(mission)), _at="summary"))
    assert answer["Location"] == f"{change(mission).rstrip('?')}#id_summary"


def test_without_a_script_saving_leads_back_to_what_was_changed(writer, mission):
    address = change(mission, "phases:a", "phases:c")
    answer = writer.post(address, sent_back(writer.get(address), **{"phases-1-title": "Other"}))
    assert answer["Location"].endswith("#phase-c")


def test_an_entry_closed_again_stays_closed_and_an_added_one_is_open(writer, mission):
    address = change(mission, "phases:a", "phases:c", add="phases")
    sent = sent_back(writer.get(address), _closed="phases:a", **{"phases-TOTAL_FORMS": "3"}, **phase(2, "", "New"))
    answer = writer.post(address, sent)
    assert answer["Location"].endswith("?open=phases:c&open=phases:new#phase-new")


def test_a_deleted_entry_is_not_opened_again(writer, mission):
    address = change(mission, "phases:a")
    answer = writer.post(address, sent_back(writer.get(address), **{"phases-0-DELETE": "on"}))
    assert answer["Location"] == change(mission).rstrip("?")


@pytest.mark.parametrize("at", ["<script>", "phases-9-text", "phases--", "x" * 3000, "phases-0-", "//evil.example"])
def test_a_made_up_place_leads_nowhere_else(writer, mission, at):
    answer = writer.post(change(mission), sent_back(writer.get(change(mission)), _at=at))
    assert answer["Location"].startswith(change(mission).rstrip("?"))
    assert "<" not in answer["Location"]


def test_an_address_never_grows_too_long(writer, mission):
    for number in range(MOST_KEPT + 5):
        make_figure(mission, f"figure-number-{number}")
    every = [f"figures:{key}" for key in mission.figures.values_list("key", flat=True)]
    address = change(mission, *every)
    answer = writer.post(address, sent_back(writer.get(address)))
    assert answer["Location"].count("open=") == MOST_KEPT
    assert len(answer["Location"]) < 4000


def test_opening_takes_the_same_number_of_queries_however_many_entries_there_are(
    writer, mission, django_assert_max_num_queries
):
    def fill(number: int) -> None:
        make_initiative(mission, f"made-{number}", text="A bold claim.")
        make_figure(mission, f"made-{number}")

    fill(0)
    for address in (change(mission), change(mission, "phases:a", "initiatives:made-0", "figures:made-0")):
        writer.get(address)
        with django_assert_max_num_queries(100) as few:
            writer.get(address)
        for _ in range(5):
            fill(Figure.objects.count())
        with django_assert_max_num_queries(len(few)):
            writer.get(address)


def test_saving_takes_no_query_for_an_entry_that_was_not_changed(writer, mission, django_assert_max_num_queries):
    def saved_with(most: int):
        address = change(mission, *(f"phases:{key}" for key in opened))
        sent = sent_back(writer.get(address), **{"phases-0-title": f"Title {most}"})
        with django_assert_max_num_queries(most) as asked:
            writer.post(address, sent)
        return asked

    opened = ["a"]
    saved_with(200)
    few = saved_with(201)
    for number in range(5):
        make_phase(mission, f"closed-{number}")
        opened.append(make_phase(mission, f"opened-{number}", dates="2099").key)
    saved_with(len(few))
