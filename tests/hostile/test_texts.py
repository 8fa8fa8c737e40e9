"""Texts that would run, lead away or break what holds them come out as words, wherever they come out."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.editions.publish import withdraw
from missions.models import Mission, Phase, Source
from missions.pages.exports.cells import cell, line_of
from missions.pages.exports.tables import TABLES
from missions.text.citations import Citation
from missions.text.exchange.bibtex import bibtex
from missions.text.exchange.csl import csl_json
from missions.text.exchange.ris import ris
from missions.text.exchange.work import Work
from missions.text.markdown import Rendering, render, render_inline
from tests.admin.browser_form import sent_back
from tests.hostile.looking import (
    Page,
    entries_of_feed,
    wrong_in_bibtex,
    wrong_in_csv,
    wrong_in_html,
    wrong_in_json,
    wrong_in_ris,
)
from tests.hostile.texts import corpus, fitting, make_record, plain_texts, publish_whatever, texts_of
from tests.makers import make_mission, make_user

TEXTS = corpus()
RECORD = "/missions/nmi-page"
PUBLIC = [
    "/", "/missions/", "/timeline/", "/changes/", "/sources/", "/sources/pages/2/", "/sources/source-1/", "/data/",
    f"{RECORD}/", f"{RECORD}/editions/", f"{RECORD}/editions/3/", f"{RECORD}/editions/2-3/",
    f"{RECORD}/since/2019-01-01/", f"{RECORD}/editions/3/cite/", "/search/?q=zq",
    "/search/?q=zq&show=sources", "/search/?q=zq&in=nmi-page",
    "/search/?q=evil.test",
]  # fmt: skip


def test_the_corpus_has_kinds_enough_and_none_twice():
    assert len(TEXTS) == len(set(TEXTS)) > 300


# --- The renderer and what writes single fields, on texts that nobody wrote ---

WHOLE = (Citation("nato-start", "p. 4", "up to 500"),)
PAGE = Rendering({"nato-start": 1}, stem="phase-start", own_hosts=frozenset({"missions.example"}))
INTO = (
    "{}", "a {} b", "[x]({})", "[x](<{}>)", "[{}](/x)", "<{}>", "`{}`", "> {}", "- {}", "# {}", "| {} |\n|-|\n| {} |",
    "```{}\nx\n```", "**{}**", "\\{}", '[x](/y "{}")', "[x]: {}\n\n[x]", "[@nato-start, {}]", '[@nato-start, "{}"]',
)  # fmt: skip
BETWEEN = st.sampled_from(
    ["", "\n", "\n\n", "\t", " ", "\u200b", "\u202e", "\xad", "&Tab;", "&#0;", "<!---->", "\\", "/", "\ufeff"]
)


@st.composite
def mutated(draw) -> str:
    """Draw a text of the corpus that was cut, joined, turned about, encoded or put into something else."""
    text = draw(st.sampled_from(TEXTS))
    at = draw(st.integers(0, len(text)))
    text = text[:at] + draw(BETWEEN) + draw(st.sampled_from(["", "", draw(st.sampled_from(TEXTS))])) + text[at:]
    turn = draw(st.sampled_from([str, str, str.swapcase, str.upper, quote, lambda one: one[::-1], lambda one: one * 2]))
    return draw(st.sampled_from(INTO)).replace("{}", turn(text))


def allowed() -> set[tuple[str, str]]:
    """Return the elements and attributes that texts without anything hostile have."""
    page = Page(render(plain_texts()[0], PAGE, WHOLE) + render("| a |\n|:-:|\n| b |\n\n[@none]\n\n1. a", PAGE, WHOLE))
    return page.pairs


PAIRS = allowed()


@given(mutated())
@settings(max_examples=400)
def test_a_text_becomes_nothing_but_what_markdown_is_for(text):
    for html in (render(text, PAGE, WHOLE), render_inline(text, PAGE, WHOLE)):
        page = Page(html)
        assert page.pairs - PAIRS - {("h5", ""), ("h6", "")} == set()
        assert page.leads_astray() == []


def test_a_text_of_the_corpus_becomes_nothing_but_what_markdown_is_for():
    pages = {text: Page(render(text, PAGE, WHOLE) + render_inline(text, PAGE, WHOLE)) for text in TEXTS}
    assert {text: page.pairs - PAIRS for text, page in pages.items() if page.pairs - PAIRS or page.leads_astray()} == {}


@given(st.lists(mutated(), min_size=9, max_size=9))
@settings(max_examples=150)
def test_a_reference_stays_one_reference(words):
    line = [" ".join(word.split()) for word in words]
    address = "https://example.org/" + "".join(words[7].split())
    work = Work(
        "key", "report", line[0], line[1], "2018-10-31", address, "en", line[2], line[3], "2020", line[4], words[5]
    )
    assert wrong_in_bibtex(bibtex([work]), 1) == []
    assert wrong_in_ris(ris([work]), 1) == []
    assert len(json.loads(csl_json([work]))) == 1


@given(mutated())
def test_a_cell_is_no_formula_and_loses_no_letter(text):
    held = cell(text)
    assert wrong_in_csv(line_of(["head"]) + line_of([held])) == []
    assert held.removeprefix("'") == text if held != text else not text.startswith("'")


def test_keys_addresses_and_dates_take_letters_and_signs_alone():
    for model, name in ((Source, "key"), (Mission, "slug"), (Phase, "key"), (Phase, "dates"), (Source, "published")):
        for text in TEXTS:
            with suppress(ValidationError):
                model._meta.get_field(name).clean(text, None)
                assert re.fullmatch(r"[a-zA-Z0-9_-]+", text), (name, text)


@pytest.mark.django_db
def test_a_file_holds_such_texts_and_keys_as_texts():
    mission, (title, _text) = make_mission(), texts_of(Phase)
    phases, keys = [], ["null", "true", "no", "0o17", "1e999", "2018-10-31", "1", "entry"]
    for number, text in enumerate(TEXTS):
        key = keys[number] if number < len(keys) else f"entry-{number}"
        phases.append(Phase(mission=mission, key=key, title=fitting(text, title), dates="2018", text=text))
    Phase.objects.bulk_create(phases)
    rows = yaml.safe_load(serialize("yaml", Phase.objects.all(), use_natural_foreign_keys=True))
    held = {(row["fields"]["key"], row["fields"]["title"], row["fields"]["text"]) for row in rows}
    assert held == set(Phase.objects.values_list("key", "title", "text"))


# --- A whole record of such texts, on every page and in every file ---


@pytest.fixture
def publisher(client):
    client.force_login(make_user("publisher", group="Publishers"))
    return client


@pytest.mark.django_db
def test_a_record_of_such_texts_is_read_as_words_everywhere(client, monkeypatch):
    for word in ("plain", "simple"):
        mission = make_record(plain_texts(word))
        publish_whatever(monkeypatch, reason=f"A {word} edition", name="Ada Example")
    like = {path: Page(client.get(as_before(path)).content.decode()) for path in PUBLIC}
    make_record(TEXTS)
    publish_whatever(monkeypatch, reason=TEXTS[0] + TEXTS[40], name=TEXTS[1])
    withdraw(Mission.objects.get(key="kfor"), by=None, reason=TEXTS[45])
    vocabulary = vocabulary_of(like.values(), client)
    assert mission.editions.count() == 3
    wrong = {path: wrong_in_html(client.get(path).content.decode(), like[path], vocabulary) for path in PUBLIC}
    for path in ("/changes/feed/", f"{RECORD}/feed/"):
        for entry in entries_of_feed(client.get(path).content.decode()):
            wrong[path] = wrong_in_html(entry, Page(""), vocabulary)
    for path in (f"{RECORD}.json", f"{RECORD}/editions/3.json", "/sources/source-1.json", f"{RECORD}.csl.json"):
        wrong[path] = wrong_in_json(client.get(path).content.decode())
    for table in TABLES:
        path = f"{RECORD}/{table}.csv"
        wrong[path] = wrong_in_csv(b"".join(client.get(path)).decode())
    many = len(mission.editions.first().document["sources"])
    wrong |= {"bib": wrong_in_bibtex(client.get(f"{RECORD}/editions/3/sources.bib").content.decode(), many)}
    wrong |= {"ris": wrong_in_ris(client.get(f"{RECORD}/editions/3/sources.ris").content.decode(), many)}
    ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert {path: what for path, what in wrong.items() if what} == {}


def vocabulary_of(pages: Iterable[Page], client) -> set[tuple[str, str]]:
    """Return the elements and attributes of pages, and of the one that shows every part in every state."""
    return set.union(*(page.pairs for page in pages), Page(client.get("/styleguide/").content.decode()).pairs)


def as_before(path: str) -> str:
    """Return the address that showed plain texts as this one shows the others."""
    for now, before in (("2-3/", "1-2/"), ("3/", "2/"), ("zq", "weight"), ("evil.test", "weight")):
        path = path.replace(now, before)
    return path


@pytest.mark.django_db
def test_the_desk_shows_such_texts_as_words(publisher, monkeypatch):
    mission = make_record(plain_texts("simple"))
    publish_whatever(monkeypatch, reason="A first edition", name="Ada Example")
    make_record(plain_texts())
    places = desk(mission)
    like = {path: Page(publisher.get(path).content.decode()) for path in places}
    like |= {name: Page(html) for name, html in sent(publisher, mission, plain_texts())}
    make_record(TEXTS)
    vocabulary = vocabulary_of(like.values(), publisher)
    wrong = {path: wrong_in_html(publisher.get(path).content.decode(), like[path], vocabulary) for path in places}
    wrong |= {name: wrong_in_html(html, like[name], vocabulary) for name, html in sent(publisher, mission, TEXTS)}
    assert {path: what for path, what in wrong.items() if what} == {}
    assert (
        '{"'
        in publisher.get("/admin/autocomplete/?app_label=missions&model_name=link&field_name=source").content.decode()
    )


SCREENS = ("changes", "publish", "whole-page", "withdraw", "history", "preview-links")


def desk(mission: Mission) -> list[str]:
    """Return addresses of the desk that show texts, with some entries of each kind open."""
    form = reverse("admin:missions_mission_change", args=[mission.pk])
    opened = "&".join(f"open={kind}:{key}" for kind, key in OPENED)
    pk, edition = Source.objects.order_by("pk")[3].pk, mission.editions.first().pk
    return [
        "/admin/", "/admin/missions/mission/", "/admin/missions/source/", "/admin/missions/edition/",
        f"{form}?{opened}", f"/admin/missions/source/{pk}/change/", f"/admin/missions/edition/{edition}/change/",
        f"/admin/missions/edition/{edition}/restore/", f"/admin/missions/source/{pk}/rename/",
        f"/admin/missions/source/{pk}/merge/", f"/admin/missions/source/{pk}/wording/",
        *(f"/admin/missions/mission/{mission.pk}/{screen}/" for screen in SCREENS),
        "/admin/missions/phase/", f"/admin/missions/phase/{mission.phases.first().pk}/change/",
        f"/admin/missions/phase/{mission.phases.first().pk}/delete/",
    ]  # fmt: skip


OPENED = [("phases", "entry-1"), ("phases", "entry-11"), ("initiatives", "entry-0"), ("figures", "figure-1"),
          ("leaders", "leader-1"), ("quotations", "quotation-1"), ("links", "link-1")]  # fmt: skip


def sent(client, mission: Mission, texts: list[str]):
    """Yield what the desk answers to texts that are sent: previews, what they lack, and the page of a conflict."""
    preview = reverse("admin:missions_preview")
    previews = (client.post(preview, {"content": text}).content.decode() for text in texts[::4])
    yield "previews", "".join(previews)
    check = reverse("admin:missions_check")
    checked = (client.post(check, {"content": text, "mode": "blocks"}).content.decode() for text in texts[1::4])
    yield "faults", "".join(checked)
    form = f"{desk(mission)[4]}"
    opened = sent_back(client.get(form))
    Phase.objects.filter(key="entry-1").update(text=texts[3], title=" ".join(texts[10].split())[:200])
    mine = {
        name: texts[at % len(texts)]
        for at, name in enumerate(opened)
        if name.endswith(("-title", "-text", "-note", "summary"))
    }
    answer = client.post(form.partition("?")[0], opened | mine)
    assert answer.status_code == 409
    yield "conflict", answer.content.decode()
