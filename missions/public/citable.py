"""The second door of the readers' side to what is published: what they cite, without the rest of the page."""

from missions.editions.document import lift
from missions.models import Edition
from missions.pages.statement_list import StatementList
from missions.pages.works import edition_work, source_work
from missions.public.reading import Found, head, withdrawal
from missions.text.exchange.work import Work


def edition(found: Found, number: int | None = None) -> Work | None:
    """Return an edition by its number, or the newest; None if there is no such edition."""
    editions = Edition.objects.filter(mission_id=found.mission_id)
    one = (editions.newest() if number is None else editions.filter(number=number)).first()
    return edition_work(lift(one.document)["mission"]["name"], found.slug, head(one)) if one else None


def sources(found: Found, number: int) -> tuple[Work, ...] | None:
    """Return the sources of an edition in the order of their numbers; None if there is no such edition."""
    one = Edition.objects.filter(mission_id=found.mission_id, number=number).first()
    return tuple(source_work(source) for source in lift(one.document)["sources"]) if one else None


def statements(found: Found, number: int) -> StatementList | None:
    """Return the statements of an edition; None if there is no such edition."""
    one = Edition.objects.filter(mission_id=found.mission_id, number=number).first()
    return StatementList.of(found.slug, head(one), lift(one.document), withdrawal(found)) if one else None
