"""What can be cited, with all a reader needs for it: its reference in words, in files, and in the head of its page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from missions.pages.described import Described
from missions.pages.edition import EditionHead
from missions.pages.wordings import author_and_date, note
from missions.pages.works import edition_work, source_work
from missions.text.exchange.formats import FORMATS
from missions.text.exchange.work import Work


@dataclass(frozen=True, slots=True)
class Wording:
    """A reference as text in one style."""

    style: str
    words: SafeString


@dataclass(frozen=True, slots=True)
class File:
    """A file that reference programs read; `text` is what it says, where the page shows it."""

    format: str
    address: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Citable:
    """How to cite an edition or a source. Only an edition has `sources`, files of its references, and `statements`."""

    work: Work
    title: str
    wordings: tuple[Wording, ...]
    files: tuple[File, ...]
    sources: tuple[File, ...] = ()
    statements: str = ""

    @classmethod
    def of_edition(cls, name: str, slug: str, edition: EditionHead) -> "Citable":
        work = edition_work(name, slug, edition)
        place: dict[str, str | int] = {"slug": slug, "number": edition.number}
        return cls(
            work=work,
            title=_("Cite this edition"),
            wordings=wordings(work),
            files=files(work, "edition-reference", **place),
            sources=tuple(
                File(form.name, reverse("edition-sources", kwargs={**place, "suffix": suffix}))
                for suffix, form in FORMATS.items()
            ),
            statements=reverse("statements", kwargs=place),
        )

    @classmethod
    def of_source(cls, source: Mapping) -> "Citable":
        work = source_work(source)
        return cls(
            work=work,
            title=_("Cite the document"),
            wordings=wordings(work),
            files=files(work, "source-reference", key=source["key"]),
        )

    @property
    def described(self) -> Described:
        return Described.of(self.work)


def wordings(work: Work) -> tuple[Wording, ...]:
    return Wording(_("In a note"), note(work)), Wording(_("By author and date"), author_and_date(work))


def files(work: Work, address: str, **place: str | int) -> tuple[File, ...]:
    return tuple(
        File(form.name, reverse(address, kwargs={**place, "suffix": suffix}), form.write([work]).strip())
        for suffix, form in FORMATS.items()
    )
