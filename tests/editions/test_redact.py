"""Words that the law wants gone are gone: from every edition, draft, address, file and byte, and everybody is told."""

import json
from contextlib import suppress

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import connection

from missions.editions.adopt import Adopted
from missions.editions.held import find
from missions.editions.proposal import propose
from missions.editions.publish import DraftMoved, adopt, publish, withdraw
from missions.editions.redact import RedactionRefused, redact
from missions.editions.redo import redo
from missions.editions.rekey import merge
from missions.editions.removals_kept import file as kept_file
from missions.editions.removals_kept import kept
from missions.editions.seal import first_broken
from missions.editions.verify import AdoptionRefused
from missions.files.export import texts
from missions.models import EarlierKey, ListedLine, Mission, Notice, Source
from missions.public.archive import Archive
from tests.editions.histories import forget_editions, history_of
from tests.makers import make_edition, make_full_mission, make_leader, make_link, make_source, make_user
from tests.public.addresses import ADDRESSES

pytestmark = pytest.mark.django_db
WORDS = "Wilhelmina Quux"
REASON = "A court ordered it."


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def mission() -> Mission:
    """Publish editions that hold the words in a text, a passage, a row, its key, a source, an address and a reason."""
    mission = make_full_mission()
    make_edition(mission)
    Source.objects.update(
        title=f"Told by {WORDS}",
        url="https://example.org/news/wilhelmina-quux.html",
        copies="2026-11-23 https://archive.example.org/1\n2026-11-24 https://archive.example.org/Wilhelmina%20Quux",
    )
    mission.overview = f'Nobody else came. {WORDS.upper()} came. [@nato-start, p. 4, "{WORDS} arrived"]'
    mission.save()
    make_leader(mission, "wilhelmina-quux", name=WORDS, dates="2020")
    make_edition(mission, reason=f"Added what {WORDS} did")
    mission.headquarters = "Baghdad [@nato-start]"
    mission.save()
    make_edition(mission, by=make_user(first_name="Ada", last_name="Example"), reason="Added the seat")
    return mission


def remove(*phrases: str, **options):
    phrases = phrases or (WORDS,)
    seen = find(phrases, missions=options.get("missions", ())).held
    return redact(phrases, by=None, reason=REASON, seen=seen, **options)


def forms(*phrases: str) -> list[bytes]:
    """Return what readers and files may write for the words."""
    return [form.casefold().encode() for form in (*(phrases or (WORDS,)), "wilhelmina-quux", "Wilhelmina%20Quux")]


def holds(content: bytes | str) -> bool:
    content = content.encode() if isinstance(content, str) else content
    return any(form in content.lower() for form in forms())


def everything_public(client) -> dict[str, bytes]:
    """Return what stands at every public address, of all editions."""
    wanted = [*ADDRESSES.values(), "/search/?q=Quux", "/missions/nmi-page/editions/2-3/", "/sources/removed-1/"]
    for number in (2, 3):
        wanted += [
            address.replace("editions/1", f"editions/{number}")
            for address in ADDRESSES.values()
            if "editions/1/" in address or "editions/1." in address
        ]
    return {address: b"".join(client.get(address, follow=True)) for address in wanted}


def test_the_words_are_everywhere_before(client, mission):
    found = everything_public(client)
    assert sum(map(holds, found.values())) > 15
    assert any(holds(text) for _name, text in texts(with_editions=True))


def test_the_words_leave_every_address_and_file(client, mission):
    remove()
    assert [address for address, content in everything_public(client).items() if holds(content)] == []
    files = [*texts(with_editions=True), *((name, "".join(pieces)) for name, pieces in Archive().files())]
    assert [name for name, text in files if holds(text)] == []
    assert not ListedLine.objects.filter(text__icontains="quux").exists()


def test_what_stood_around_them_stays(mission):
    remove()
    mission.refresh_from_db()
    mark = mission.overview[18:45]
    assert mark.startswith("[removed, ")
    assert mission.overview == f'Nobody else came. {mark} came. [@nato-start, p. 4, "{mark} arrived"]'
    leader = mission.leaders.get(name=mark)
    assert (leader.key, leader.dates) == ("removed-1", "2020")
    source = Source.objects.get(key="nato-start")
    assert (source.title, source.url) == (f"Told by {mark}", "")
    assert source.copies == "2026-11-23 https://archive.example.org/1\n"


def test_the_chain_verifies_before_and_after_and_after_a_second_removal(mission):
    chain = mission.editions.order_by("number")
    published = [edition.seal for edition in chain]
    assert first_broken(chain.all()) is None
    remove()
    assert first_broken(chain.all()) is None
    remove("Baghdad", "Added the seat")
    assert first_broken(chain.all()) is None
    assert [edition.published_seal for edition in chain.all()] == published
    assert [edition.seal == seal for edition, seal in zip(chain.all(), published, strict=True)] == [False] * 3


def test_an_edition_may_follow_one_that_words_were_removed_from(mission):
    remove()
    mission.refresh_from_db()
    mission.headquarters = "Baghdad, in Iraq [@nato-start]"
    mission.save()
    make_edition(mission, reason="Said more")
    assert first_broken(mission.editions.order_by("number")) is None


def test_a_changed_edition_without_a_notice_breaks_the_chain(mission):
    remove()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE missions_edition SET reason = 'Another' WHERE number = 2")
    assert first_broken(mission.editions.order_by("number")).number == 2


def test_readers_are_told_when_and_why(client, mission):
    remove()
    assert mission.editions.get(number=1).notices.count() == 0
    for address in ("", "editions/2/", "editions/3/", "editions/", "feed/"):
        page = client.get(f"/missions/nmi-page/{address}").content.decode()
        assert REASON in page, address
    assert "Words have been removed from this text" in client.get("/missions/nmi-page/").content.decode()
    assert "Words have been removed" not in client.get("/missions/nmi-page/editions/1/").content.decode()
    assert (
        "> **Words have been removed from this text.** A court" in client.get("/missions/nmi-page.md").content.decode()
    )
    assert "but for words that had to be removed" in client.get("/missions/nmi-page/editions/").content.decode()
    told = client.get("/missions/nmi-page.json").json()["notices"]
    assert [(one["edition"], one["kind"], one["words"]) for one in told] == [
        (2, "redacted", REASON),
        (3, "redacted", REASON),
    ]
    assert all(len(one["replaced_seal"]) == 64 for one in told)


def test_the_draft_says_what_readers_see(mission):
    remove()
    mission.refresh_from_db()
    assert not propose(mission).difference


def test_a_withdrawn_record_stays_withdrawn(client, mission):
    withdraw(mission, by=None, reason=f"{WORDS} asked for it")
    remove()
    response = client.get("/missions/nmi-page/")
    assert response.status_code == 410
    assert not holds(response.content)
    assert "asked for it" in response.content.decode()


def test_the_log_of_the_desk_forgets_them(mission, admin_user):
    changed = json.dumps([{"changed": {"name": "leader", "object": WORDS, "fields": ["name"]}}])
    LogEntry.objects.create(user=admin_user, object_repr=WORDS, action_flag=2, change_message=changed)
    remove()
    entry = LogEntry.objects.get()
    assert not holds(entry.object_repr + entry.change_message)
    assert entry.get_change_message().startswith("Changed name for leader “[removed, ")


def test_a_source_that_was_merged_stays_merged(mission):
    other = make_source("wilhelmina-quux-speaks", title="Another")
    make_link(mission, other, "more")
    make_edition(mission, reason="Added a link")
    merge(other, into=Source.objects.get(key="nato-start"))
    remove()
    assert not Source.objects.in_use().filter(key__startswith="removed").exists()
    assert Source.objects.filter(key__startswith="removed").count() == 1
    assert not EarlierKey.objects.filter(key__contains="quux").exists()


def test_other_missions_keep_their_words_if_one_is_named(mission):
    other = make_full_mission("kfor", overview=f"{WORDS} was here. [@nato-start]")
    make_edition(other)
    remove(missions=["nmi"])
    assert holds(json.dumps(other.editions.get().document))
    assert other.editions.get().notices.count() == 0
    remove()
    assert not holds(json.dumps(other.editions.get().document))


def test_nothing_is_removed_if_more_holds_the_words_than_was_shown(mission):
    seen = find([WORDS]).held
    make_leader(mission, name=WORDS)
    with pytest.raises(DraftMoved):
        redact([WORDS], by=None, reason=REASON, seen=seen)
    assert Notice.objects.count() == 0


def test_who_proposed_before_a_removal_publishes_nothing_of_it(mission):
    """The draft holds the words no more; a part of it would be published with the live form of the rest."""
    mission.overview = "Nobody came. [@nato-start]"
    mission.save()
    mission.leaders.all().delete()
    Source.objects.update(title="Told", url="", copies="")
    mission.figures.update(low=700)
    proposal = propose(mission, parts=["figures/personnel-2022"])
    assert holds(json.dumps(proposal.document))
    remove()
    with pytest.raises(DraftMoved):
        publish(mission, by=None, reason="Counted again", proposal=proposal)


def test_words_with_markup_within_have_to_be_named_as_they_are_typed(mission):
    mission.overview = "Wilhel**mina** Quux came. [@nato-start]"
    mission.save()
    make_edition(mission, reason="Emphasis")
    with pytest.raises(RedactionRefused, match="nmi, edition 4: overview"):
        remove()
    remove(WORDS, "Wilhel**mina** Quux")
    assert "mina" not in json.dumps(mission.editions.get(number=4).document)


def test_a_reason_with_the_words_is_refused(mission):
    with pytest.raises(RedactionRefused, match="without the words"):
        redact([WORDS], by=None, reason=f"{WORDS} asked", seen=find([WORDS]).held)


def test_an_edition_without_a_statement_is_refused_and_nothing_changes(mission):
    with pytest.raises(RedactionRefused):
        remove("NATO", "nato-start", "[@nato-start]")
    assert Notice.objects.count() == 0


def test_what_is_kept_of_a_removal_holds_no_removed_word(mission):
    remove()
    assert [one.number for one in kept()] == [2, 3]
    assert not holds(kept_file().read_bytes())


def test_a_removal_that_cannot_be_kept_does_not_happen(mission, settings):
    settings.VAR_DIR.parent.joinpath("var").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="var"):
        remove()
    assert holds(json.dumps(mission.editions.get(number=2).document))


def test_a_history_without_words_is_taken_over_and_verifies(mission):
    remove()
    history = history_of(mission)
    forget_editions()
    assert adopt(history) == Adopted(editions=3, notices=2)
    assert first_broken(mission.editions.order_by("number")) is None
    assert history_of(mission).notices[0][1].replaced_seal


def test_the_history_from_before_is_refused_in_words(mission):
    before = history_of(mission)
    remove()
    with pytest.raises(AdoptionRefused, match="words were removed from it"):
        adopt(before)


def go_back(mission: Mission, history) -> None:
    """Bring the record to where a backup from before the removal has it."""
    forget_editions()
    adopt(history)
    mission.overview = f"{WORDS} came, says the draft alone. [@nato-start]"
    mission.save()


def test_a_removal_is_done_again_on_a_record_from_before(client, mission):
    before = history_of(mission)
    remove()
    remove("Baghdad")
    after = {edition.seal for edition in mission.editions.all()}
    go_back(mission, before)
    assert holds(client.get("/missions/nmi-page/").content)
    assert redo(kept()) == 5
    assert {edition.seal for edition in mission.editions.all()} == after
    assert first_broken(mission.editions.order_by("number")) is None
    assert [name for name, text in texts(with_editions=True) if holds(text)] == []
    assert REASON in client.get("/missions/nmi-page/").content.decode()
    assert redo(kept()) == 0


def test_a_removal_is_not_done_again_on_what_is_another_text(mission):
    before = history_of(mission)
    remove()
    go_back(mission, before)
    seal, *_others = [one.replaced_seal for one in kept()]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE missions_edition SET reason = 'Altered ' || reason WHERE seal = %s", [seal])
    with pytest.raises(RedactionRefused, match="not what it was"):
        redo(kept())


def test_a_load_of_the_files_from_before_brings_no_words_back(mission, tmp_path):
    for name, text in texts(with_editions=False):
        (tmp_path / name).write_text(text)
    files = [str(file) for file in sorted(tmp_path.glob("*.yaml"))]
    call_command("loaddata", *files, "--no-publish", verbosity=0)
    remove()
    with suppress(CommandError):
        call_command("loaddata", *files, verbosity=0)
    assert [name for name, text in texts(with_editions=True) if holds(text)] == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_history_from_before_that_is_loaded_loses_the_words(mission, tmp_path):
    for name, text in texts(with_editions=True):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    remove()
    forget_editions()
    files = [str(file) for file in sorted(tmp_path.rglob("*.yaml"))]
    call_command("loaddata", *files, "--overwrite", verbosity=0)
    assert [edition.number for edition in mission.editions.order_by("number")] == [1, 2, 3]
    assert [name for name, text in texts(with_editions=True) if holds(text)] == []
    assert first_broken(mission.editions.order_by("number")) is None


def test_files_are_not_loaded_while_nobody_can_tell_what_was_removed(mission, tmp_path):
    for name, text in texts(with_editions=False):
        (tmp_path / name).write_text(text)
    files = [str(file) for file in sorted(tmp_path.glob("*.yaml"))]
    remove()
    before = dict(texts(with_editions=True))
    with kept_file().open("a") as written:
        written.write("{}\n")
    with pytest.raises(CommandError, match=r"Nothing was loaded\. .*line \d+: this is no removal"):
        call_command("loaddata", *files, "--overwrite", verbosity=0)
    assert dict(texts(with_editions=True)) == before
