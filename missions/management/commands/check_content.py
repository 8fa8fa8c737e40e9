"""`check_content`: the draft of all missions, read as a careful stranger would."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.files.snapshot import snapshot
from missions.review.library import Library
from missions.review.measures import Measures
from missions.review.review import review
from missions.review.wordings import read_wordings


class Command(BaseCommand):
    help = "Looks for faults in the draft: sources, dates, terms, relations, acronyms, spelling. Writes nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--wordings",
            type=Path,
            metavar="FILE",
            help="What was read in the sources; quotations and passages are compared with it. "
            "Example: tests/review/wordings.yaml",
        )

    def handle(self, *, wordings, **options):
        try:
            read = read_wordings(wordings) if wordings else None
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        with snapshot():
            library = Library.from_draft()
        for mission, document in library.documents.items():
            self.stdout.write(sentence_of(mission, Measures.of(document)))
        found = review(library, wordings=read)
        if not found:
            self.stdout.write(_("No fault was found."))
            return
        count = ngettext("%d fault was found.", "%d faults were found.", len(found)) % len(found)
        raise CommandError("\n".join([*map(str, found), count]))


def sentence_of(mission: str, measures: Measures) -> str:
    return _(
        "%(mission)s: %(statements)d statements, %(editorial)d editorial, %(passages)d with a passage; "
        "%(words)d words, reading ease %(ease)d."
    ) % {
        "mission": mission,
        "statements": measures.statements,
        "editorial": measures.editorial,
        "passages": measures.passages,
        "words": measures.words,
        "ease": measures.reading_ease,
    }
