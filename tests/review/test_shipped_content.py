"""The content that the site ships with, read as a careful stranger would."""

import pytest
from django.conf import settings

from missions.files.load import load
from missions.review.library import Library
from missions.review.measures import Measures
from missions.review.review import review
from missions.review.wordings import read_wordings

pytestmark = pytest.mark.django_db

WORDINGS = settings.BASE_DIR / "tests" / "review" / "wordings.yaml"


@pytest.fixture
def library() -> Library:
    load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")), publishes=False)
    return Library.from_draft()


def test_the_shipped_content_has_no_fault(library):
    assert [str(finding) for finding in review(library, wordings=read_wordings(WORDINGS))] == []


def test_it_is_not_hard_to_read(library):
    eases = {mission: Measures.of(document).reading_ease for mission, document in library.documents.items()}
    # Flesch calls 30 to 50 difficult, as reports of governments are; below lies what only scholars read.
    assert {mission: ease for mission, ease in eases.items() if ease < 30} == {}
