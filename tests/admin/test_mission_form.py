"""The form of a mission: what it needs, what it makes by itself, what it says after saving."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from missions.admin.fields import EdtfFormField
from missions.models import Mission, Phase, Source
from tests.admin.browser_form import messages_in, save, sent_back
from tests.makers import (
    make_edition,
    make_full_mission,
    make_initiative,
    make_link,
    make_mission,
    make_phase,
    make_source,
)

pytestmark = pytest.mark.django_db

ADD = "/admin/missions/mission/add/"


def change(mission) -> str:
    return reverse("admin:missions_mission_change", args=[mission.pk])


def least(**typed) -> dict[str, str]:
    return {
        "name": "NATO Mission Iraq",
        "organisation": "NATO",
        "dates": "since October 2018",
        "summary": "A mission.",
    } | typed


def test_name_organisation_dates_and_summary_are_enough(writer):
    save(writer, ADD, **least())
    mission = Mission.objects.get()
    assert (mission.key, mission.slug) == ("nato-mission-iraq", "nato-mission-iraq")
    assert mission.dates == "2018-10/.."


def test_the_key_is_made_from_the_acronym(writer):
    save(writer, ADD, **least(acronym="NMI"))
    assert Mission.objects.get().key == "nmi"


def test_keys_and_addresses_made_by_themselves_are_unique(writer):
    save(writer, ADD, **least())
    save(writer, ADD, **least())
    assert list(Mission.objects.order_by("key").values_list("key", "slug")) == [
        ("nato-mission-iraq", "nato-mission-iraq"),
        ("nato-mission-iraq-2", "nato-mission-iraq-2"),
    ]


def test_a_key_once_set_stays(writer):
    mission = make_mission("nmi")
    save(writer, change(mission), key="other", name="Renamed")
    mission.refresh_from_db()
    assert (mission.key, mission.name) == ("nmi", "Renamed")


def test_an_address_once_published_is_not_given_to_another_mission(writer):
    first = make_mission("nmi", slug="iraq")
    make_edition(first)
    Mission.objects.filter(pk=first.pk).update(slug="nato-mission-iraq")
    response = save(writer, change(make_mission("unami")), slug="iraq")
    assert "belongs to another mission" in response.content.decode()
    assert Mission.objects.get(key="unami").slug == "unami-page"


def test_an_address_made_by_itself_is_not_one_that_was_published(writer):
    first = make_mission("nmi", slug="nato-mission-iraq")
    make_edition(first)
    Mission.objects.filter(pk=first.pk).update(slug="other")
    save(writer, ADD, **least())
    assert Mission.objects.get(key="nato-mission-iraq").slug == "nato-mission-iraq-2"


def test_two_entries_of_one_name_added_together_get_two_keys(writer):
    mission = make_mission()
    new = {"phases-TOTAL_FORMS": "2"}
    for number in range(2):
        new |= {f"phases-{number}-{name}": value for name, value in ENTRY.items()}
    save(writer, change(mission), **new)
    assert list(Phase.objects.order_by("key").values_list("key", flat=True)) == ["relocation", "relocation-2"]


ENTRY = {"title": "Relocation", "dates": "March 2026", "text": "No source yet.", "mission": "", "key": ""}


def test_an_entry_added_alone_gets_a_key_of_its_own(writer):
    mission = make_mission()
    make_phase(mission, "relocation", title="Relocation")
    save(writer, "/admin/missions/phase/add/", **{**ENTRY, "mission": str(mission.pk)})
    assert Phase.objects.get(key="relocation-2").dates == "2026-03"


def test_saving_an_unchanged_record_changes_no_field(writer):
    mission = make_full_mission(overview="Line.\n\nOther line. [@nato-start]\n")
    make_phase(mission, "long", text="One. [@nato-start]\n\nTwo. [@nato-start]\n")
    make_edition(mission)
    shown = writer.get(change(mission))
    response = writer.post(change(mission), sent_back(shown), follow=True)
    assert messages_in(response) == ["Saved in the draft; readers see the same in edition 1."]
    log = LogEntry.objects.get(object_id=str(mission.pk))
    assert log.get_change_message() == "No fields changed."


def test_a_date_is_shown_in_words_that_read_back(writer):
    page = writer.get(change(make_full_mission())).content.decode()
    assert 'value="since 31 October 2018"' in page
    assert "Read as:" not in page


def test_a_date_without_such_words_is_shown_as_kept_and_read_aloud(writer):
    page = writer.get(change(make_mission(as_of="2026-XX"))).content.decode()
    assert 'value="2026-XX"' in page
    assert "Read as: 2026 (month not known)" in page


def test_what_was_typed_otherwise_is_read_aloud_when_the_form_comes_back(writer):
    page = save(writer, change(make_mission()), dates="31 Oct 2018 to 2026", name="").content.decode()
    assert 'value="31 Oct 2018 to 2026"' in page
    assert "Read as: 31 October 2018 to 2026" in page


@pytest.mark.parametrize("edtf", ["2018-XX", "2018-10-31/..", "2018-09-30%/2020-09-30%", "201X", "2018/", "2018-09-XX"])
def test_a_date_left_alone_is_no_change(edtf):
    field = EdtfFormField(max_length=60)
    shown = field.prepare_value(edtf)
    assert not field.has_changed(edtf, shown)
    assert field.clean(shown) == edtf


def test_the_words_of_a_date_may_be_longer_than_the_date():
    assert "maxlength" not in EdtfFormField(max_length=60).widget.attrs


@pytest.mark.parametrize(
    ("kind", "positions"), [("initiative", [3, 7, 8, 9]), ("fact", [1, 2, 3, 7]), ("disputed", [1, 2, 3, 7])]
)
def test_new_initiatives_stand_last_of_their_kind(writer, kind, positions):
    mission = make_mission()
    for position in (3, 7):
        make_initiative(mission, position=position)
    new = {"initiatives-TOTAL_FORMS": "4"}
    for number in (2, 3):
        fields = INITIATIVE | {"kind": kind, "title": f"New {number}"}
        new |= {f"initiatives-{number}-{name}": value for name, value in fields.items()}
    save(writer, change(mission), **new)
    assert sorted(mission.initiatives.values_list("position", flat=True)) == positions


@pytest.mark.parametrize(("typed", "position"), [("0", 8), ("2", 2)])
def test_an_initiative_added_alone_stands_last_unless_placed(writer, typed, position):
    mission = make_mission()
    make_initiative(mission, position=7)
    fields = INITIATIVE | {"mission": str(mission.pk), "title": "New", "position": typed}
    save(writer, "/admin/missions/initiative/add/", **fields)
    assert mission.initiatives.get(title="New").position == position


def test_a_new_link_stands_last(writer):
    mission = make_mission()
    make_link(mission, Source.objects.get(), position=4)
    new = {"label": "New", "source": str(Source.objects.get().pk), "position": "0", "key": ""}
    typed = {"links-TOTAL_FORMS": "2"} | {f"links-1-{name}": value for name, value in new.items()}
    save(writer, change(mission), **typed)
    assert mission.links.get(label="New").position == 5


def test_a_position_of_nought_stays_when_a_row_is_saved_again(writer):
    mission = make_mission()
    first = make_initiative(mission, position=0)
    make_initiative(mission, position=7)
    save(writer, reverse("admin:missions_initiative_change", args=[first.pk]), title="Renamed")
    first.refresh_from_db()
    assert (first.title, first.position) == ("Renamed", 0)


INITIATIVE = {"kind": "initiative", "text": "No source yet.", "position": "0", "citations": "", "key": ""}


def test_boxes_are_as_tall_as_what_is_written_in_them(writer):
    form = writer.get(change(make_mission())).context["adminform"].form
    assert {name: form[name].field.widget.attrs["rows"] for name in ("summary", "headquarters", "citations")} == {
        "summary": 6,
        "headquarters": 3,
        "citations": 2,
    }


def test_what_was_typed_otherwise_is_read_aloud_after_saving(writer):
    response = save(writer, change(make_mission()), dates="31 Oct 2018 to 2026")
    assert "“31 Oct 2018 to 2026” was read as 31 October 2018 to 2026." in messages_in(response)[0]


def test_the_same_date_in_words_is_no_change(writer):
    mission = make_full_mission()
    make_edition(mission)
    response = save(writer, change(mission), as_of="March 2026")
    assert messages_in(response) == ["Saved in the draft; readers see the same in edition 1."]


def test_a_date_with_two_readings_is_refused_with_both(writer):
    page = save(writer, change(make_mission()), dates="03/04/2018").content.decode()
    assert "3 April 2018" in page
    assert "4 March 2018" in page
    assert Mission.objects.get().dates == "2018-10-31/.."


def test_a_pasted_line_break_in_a_short_field_becomes_a_space(writer):
    save(writer, change(make_mission()), summary="First half,\r\nsecond half.")
    assert Mission.objects.get().summary == "First half, second half."


def test_saving_says_that_nothing_is_published_yet(publisher):
    (message,) = messages_in(save(publisher, change(make_mission())))
    assert message.startswith("Saved in the draft; nothing is published yet.")
    assert "See what would change</a> · <a" in message


def test_saving_says_which_edition_readers_still_see(publisher):
    mission = make_full_mission()
    make_edition(mission)
    (message,) = messages_in(save(publisher, change(mission), name="Renamed"))
    publish = reverse("admin:missions_mission_publish", args=[mission.pk])
    changes = reverse("admin:missions_mission_changes", args=[mission.pk])
    assert message == (
        "Saved in the draft; readers still see edition 1. "
        f'<a href="{changes}">See what would change</a> · <a href="{publish}">Publish</a>'
    )


def test_writers_are_not_told_to_publish(writer):
    mission = make_full_mission()
    make_edition(mission)
    (message,) = messages_in(save(writer, change(mission), name="Renamed"))
    assert message.endswith("See what would change</a>")


def test_saving_an_entry_alone_says_what_readers_see(publisher):
    mission = make_full_mission()
    make_edition(mission)
    address = reverse("admin:missions_phase_change", args=[mission.phases.get().pk])
    (message,) = messages_in(save(publisher, address, title="Other title"))
    assert message.startswith("Saved in the draft; readers still see edition 1.")


def test_deleting_an_entry_says_what_readers_see(publisher):
    mission = make_full_mission()
    make_edition(mission)
    address = reverse("admin:missions_phase_delete", args=[mission.phases.get().pk])
    (message,) = messages_in(publisher.post(address, {"post": "yes"}, follow=True))
    assert message.startswith("Saved in the draft; readers still see edition 1.")


def test_an_entry_stays_with_its_mission(writer):
    mission, other = make_mission(), make_mission("ntmi")
    phase = make_phase(mission, "start")
    save(writer, reverse("admin:missions_phase_change", args=[phase.pk]), mission=str(other.pk))
    phase.refresh_from_db()
    assert phase.mission == mission


def test_a_published_mission_cannot_be_deleted(boss):
    mission = make_full_mission()
    make_edition(mission)
    address = reverse("admin:missions_mission_delete", args=[mission.pk])
    for response in (boss.get(address), boss.post(address, {"post": "yes"})):
        assert response.status_code == 403
        assert "Published records are withdrawn, not deleted" in response.content.decode()
    assert address not in boss.get(change(mission)).content.decode()


def test_a_mission_that_was_never_published_can_be_deleted(boss):
    mission = make_full_mission()
    boss.post(reverse("admin:missions_mission_delete", args=[mission.pk]), {"post": "yes"})
    assert not Mission.objects.exists()


@pytest.mark.parametrize("noun", ["mission", "source", "phase"])
def test_lists_offer_no_way_to_delete(boss, noun):
    make_full_mission()
    address = reverse(f"admin:missions_{noun}_changelist")
    pks = {"_selected_action": "1", "action": "delete_selected", "post": "yes"}
    assert "delete_selected" not in boss.get(address).content.decode()
    boss.post(address, pks)
    assert Mission.objects.exists()
    assert Phase.objects.exists()


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(boss, django_assert_max_num_queries):
    make_edition(make_full_mission("one"))
    address = reverse("admin:missions_mission_changelist")
    boss.get(address)
    with django_assert_max_num_queries(100) as few:
        boss.get(address)
    for key in ("two", "three"):
        make_edition(make_mission(key))
    with django_assert_max_num_queries(len(few)):
        boss.get(address)


def test_a_link_finds_its_source_by_title_publisher_key_and_address(writer):
    make_source("crisp-2019", title="A crisp title", publisher="Reuters", url="https://example.org/needle")
    address = reverse("admin:autocomplete")
    asked = {"app_label": "missions", "model_name": "link", "field_name": "source"}
    for term in ("crisp title", "Reuters", "crisp-2019", "needle"):
        assert len(writer.get(address, {**asked, "term": term}).json()["results"]) == 1
