"""Queries whose SQL is written once: each word finds its own rows, as Django itself finds them."""

import pytest

from missions.models import Edition
from missions.models.compiled import Compiled
from tests.makers import make_edition, make_mission

pytestmark = pytest.mark.django_db


def rows_for(slug):
    return Edition.objects.filter(slug=slug).values_list("published_at", "pk", "document")


def test_each_word_finds_the_rows_that_django_finds():
    for key in ("nmi", "kfor"):
        make_edition(make_mission(key, name=f"The {key}"))
    found = Compiled(rows_for)
    for word in ("nmi-page", "kfor-page", "nmi-page", "there-is-none", "%s", "'"):
        assert list(found(word)) == list(rows_for(word))


def test_the_sql_is_written_once():
    asked = []
    found = Compiled(lambda word: asked.append(word) or rows_for(word))
    found("nmi-page")
    found("kfor-page")
    assert len(asked) == 1


def test_a_query_that_changes_the_word_is_refused():
    found = Compiled(lambda word: rows_for(f"{word}-page"))
    with pytest.raises(TypeError, match="as it is"):
        found("nmi")
