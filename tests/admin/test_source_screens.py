"""What is done to sources at the desk: pasted, found twice, renamed, merged, published anew."""

import pytest
from django.urls import reverse

from missions.models import EarlierKey, Edition, Mission, Source
from tests.admin.browser_form import messages_in, save, sent_back
from tests.makers import make_edition, make_full_mission, make_mission, make_source

pytestmark = pytest.mark.django_db

ADD = "/admin/missions/source/add/"
BIBTEX = "@misc{a, title={A title}, author={Berg, Jan}, year=2021, howpublished={\\url{https://a.example/b}}, isbn={9}}"


def address(name: str, source) -> str:
    return reverse(f"admin:missions_source_{name}", args=[source.pk])


def words(response) -> str:
    return response.content.decode()


def paste(client, text: str, **typed):
    form = sent_back(client.get(ADD), **typed)
    return client.post(ADD, {**form, "pasted": text, "_read": "1"})


def values(response) -> dict:
    form = response.context["adminform"].form
    return {field.name: field.value() for field in form if field.value()}


def test_a_pasted_reference_fills_the_form_and_saves_nothing(writer):
    response = paste(writer, BIBTEX)
    filled = values(response)
    assert (filled["title"], filled["authors"], filled["url"]) == ("A title", "Jan Berg", "https://a.example/b")
    assert filled["published"] == "2021"
    assert "Understood as BibTeX." in words(response)
    assert "isbn <bdi>“9”</bdi>" in words(response)
    assert not Source.objects.exists()


def test_the_filled_form_can_be_saved(writer):
    form = sent_back(paste(writer, BIBTEX), publisher="A publisher", kind="press")
    writer.post(ADD, form)
    assert Source.objects.get().url == "https://a.example/b"


def test_what_was_typed_stays_and_the_difference_is_told(writer):
    response = paste(writer, BIBTEX, title="My title", note="A note")
    assert (values(response)["title"], values(response)["note"]) == ("My title", "A note")
    assert "Kept as you typed it, though the reference says:</strong> title <bdi>“A title”" in words(response)


def test_what_cannot_be_read_is_told_and_stays_in_the_box(writer):
    response = paste(writer, "NATO starts", title="My title")
    assert "“NATO starts” is no reference that can be read." in words(response)
    assert ">NATO starts</textarea>" in words(response)
    assert values(response)["title"] == "My title"


def test_publisher_and_kind_are_those_of_most_sources_from_the_site(writer):
    make_source("one", url="https://www.nato.int/a", publisher="NATO", kind="official")
    make_source("two", url="https://nato.int/b", publisher="NATO", kind="official")
    make_source("three", url="https://nato.int.example/c", publisher="A liar", kind="press")
    response = paste(writer, "https://www.nato.int/d")
    assert (values(response)["publisher"], values(response)["kind"]) == ("NATO", "official")
    assert "As most sources from this site:" in words(response)


def test_a_reader_of_the_library_cannot_fill_a_form(client):
    assert client.post(ADD, {"pasted": BIBTEX, "_read": "1"}).status_code == 302


def test_an_address_that_is_there_already_is_asked_about_once(writer):
    there = make_source("there", url="https://www.nato.int/a?id=1")
    typed = {"publisher": "NATO", "kind": "official", "url": "http://nato.int/a/?id=1&utm_source=x#top"}
    response = save(writer, ADD, **typed)
    assert response.context["adminform"].form.same == [there]
    assert address("change", there) in words(response)
    assert Source.objects.count() == 1
    save(writer, ADD, **typed, anyway="on")
    assert Source.objects.count() == 2


def test_a_source_whose_address_is_not_touched_is_saved_without_a_question(writer):
    make_source("there", url="https://www.nato.int/a")
    source = make_source("here", url="https://www.nato.int/a")
    save(writer, address("change", source), note="A note")
    assert Source.objects.get(key="here").note == "A note"


def test_the_one_that_is_there_can_be_cited_from_the_popup(writer):
    there = make_source("there")
    response = writer.post(f"{ADD}?_popup=1", {"_popup": "1", "_use": str(there.pk)})
    assert f"&quot;value&quot;: &quot;{there.pk}&quot;" in words(response)
    assert Source.objects.count() == 1


@pytest.mark.parametrize("key", ["nato-start", "earlier"])
def test_a_new_source_cannot_take_a_key_that_another_has_or_had(writer, key):
    EarlierKey.objects.create(key="earlier", source=make_source())
    response = save(writer, ADD, publisher="NATO", kind="official", key=key)
    assert "key" in response.context["adminform"].form.errors
    assert Source.objects.count() == 1


def test_a_key_made_by_itself_is_none_that_another_had(writer):
    EarlierKey.objects.create(key="reuters", source=make_source())
    save(writer, ADD, publisher="Reuters", kind="press")
    assert Source.objects.filter(key="reuters-2").exists()


def test_the_screen_of_a_source_shows_every_place_that_cites_it(writer):
    mission = make_full_mission()
    make_edition(mission)
    page = words(writer.get(address("change", Source.objects.get())))
    form = reverse("admin:missions_mission_change", args=[mission.pk])
    assert f'<a href="{form}#id_summary">summary</a>' in page
    assert (
        f'<a href="{form}?open=phases:establishment#phase-establishment">phase “Establishment in Baghdad”</a>' in page
    )
    assert '<a href="/missions/nmi-page/editions/1/">1</a>' in page
    assert "While it is cited, it cannot be deleted." in page


def test_where_a_source_is_cited_is_found_in_a_fixed_number_of_queries(writer, django_assert_max_num_queries):
    for number in range(4):
        make_edition(make_full_mission(f"m-{number}"))
    source = Source.objects.get()
    writer.get(address("change", source))
    with django_assert_max_num_queries(30):
        writer.get(address("change", source))


def test_renaming_rewrites_the_drafts_and_says_how_many(writer):
    mission = make_full_mission()
    source = Source.objects.get()
    (message,) = messages_in(writer.post(address("rename", source), {"key": "nato-begin"}, follow=True))
    assert message.startswith("The key is “nato-begin” now; “nato-start” leads to it. 9 citations were rewritten")
    assert reverse("admin:missions_mission_changes", args=[mission.pk]) in message
    assert "[@nato-begin]" in Mission.objects.get().summary


@pytest.mark.parametrize("key", ["Not a key", "", "other", "editorial"])
def test_a_key_that_cannot_be_is_refused_on_the_form(writer, key):
    make_source("other")
    source = make_source()
    response = writer.post(address("rename", source), {"key": key})
    assert "key" in response.context["form"].errors
    assert Source.objects.filter(key="nato-start").exists()


def test_merging_is_shown_before_it_is_done(writer):
    mission = make_full_mission()
    source, kept = Source.objects.get(), make_source("kept")
    shown = words(writer.post(address("merge", source), {"into": "[@kept]"}))
    assert "9 citations are rewritten:" in shown
    assert "[@nato-start]" in Mission.objects.get().summary
    (message,) = messages_in(writer.post(address("merge", source), {"into": "kept", "confirmed": "1"}, follow=True))
    assert message.startswith("“nato-start” is merged into this source and leads to it. 9 citations were rewritten")
    mission.refresh_from_db()
    assert "[@kept]" in mission.summary
    assert list(Source.objects.all()) == [kept]


@pytest.mark.parametrize("into", ["", "no-such", "nato-start"])
def test_a_source_is_merged_only_into_another_that_is_there(writer, into):
    source = make_source()
    assert "into" in writer.post(address("merge", source), {"into": into, "confirmed": "1"}).context["form"].errors


def test_the_screen_of_a_merged_source_leads_to_the_one_that_was_kept(writer):
    make_edition(make_full_mission())
    source, kept = Source.objects.get(), make_source("kept")
    writer.post(address("merge", source), {"into": "kept", "confirmed": "1"})
    assert writer.get(address("change", source))["Location"] == address("change", kept)
    assert list(writer.get("/admin/missions/source/").context["cl"].result_list) == [kept]


def test_a_source_that_keys_lead_to_cannot_be_deleted(boss):
    source = make_source()
    EarlierKey.objects.create(key="earlier", source=source)
    response = boss.post(address("delete", source), {"post": "yes"})
    assert "earlier keys lead to it (earlier)" in words(response)
    assert Source.objects.exists()


@pytest.fixture
def reworded():
    """A source in a new wording, which two live pages print as it was."""
    make_edition(make_full_mission())
    make_edition(make_mission("kfor", name="KFOR"))
    source = Source.objects.get()
    source.title = "Another title"
    source.save()
    return source


def test_live_pages_with_the_old_wording_are_listed_and_published_with_one_reason(publisher, reworded):
    assert "Readers still see another wording" in words(publisher.get(address("change", reworded)))
    shown = publisher.get(address("wording", reworded))
    form = shown.context["form"]
    assert form["reason"].value() == "Changed source “Another title”"
    sent = {"reason": "Title corrected", "seen": form["seen"].value()}
    (message,) = messages_in(publisher.post(address("wording", reworded), sent, follow=True))
    assert message.startswith("Readers see the new wording: ")
    assert {edition.reason for edition in Edition.objects.filter(number=2)} == {"Title corrected"}
    assert "Readers still see" not in words(publisher.get(address("change", reworded)))


def test_a_wording_that_changed_while_it_was_read_is_shown_again(publisher, reworded):
    seen = publisher.get(address("wording", reworded)).context["form"]["seen"].value()
    Source.objects.update(title="A third title")
    response = publisher.post(address("wording", reworded), {"reason": "Corrected", "seen": seen})
    assert response.status_code == 409
    assert "Something changed while you were reading." in words(response)
    assert response.context["form"]["reason"].value() == "Corrected"
    assert response.context["form"]["seen"].value() != seen
    assert Edition.objects.count() == 2


def test_a_writer_does_not_publish_a_wording(writer, reworded):
    assert address("wording", reworded) not in words(writer.get(address("change", reworded)))
    assert writer.get(address("wording", reworded)).status_code == 403
    assert writer.post(address("wording", reworded), {"reason": "Corrected"}).status_code == 403
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("name", ["rename", "merge", "wording"])
def test_these_screens_are_for_those_who_may(client, name):
    source = make_source()
    assert client.post(address(name, source), {"key": "x", "into": "x"}).status_code == 302
    assert Source.objects.get().key == "nato-start"
