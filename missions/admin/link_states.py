"""What the machine saw at the addresses of a source, and the screen on which a person says whether one is gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.admin.source_screens import WRITE, needs, screen
from missions.models import CheckedAddress, Source

State, Verdict = CheckedAddress.State, CheckedAddress.Verdict
# Where copies of most pages of the web are kept, by the day.
ARCHIVE = "https://web.archive.org/web/*/"
SEEN = {
    State.ANSWERS: gettext_lazy("It answers."),
    State.MOVED: gettext_lazy("It has moved for good."),
    State.MISSING: gettext_lazy("It was not found."),
    State.REFUSES: gettext_lazy("It lets no program in. People may well get in."),
    State.FAULT: gettext_lazy("Its server had a fault."),
    State.SILENT: gettext_lazy("It did not answer in time."),
    State.UNKNOWN_HOST: gettext_lazy("The name of its host was not known."),
    State.CERTIFICATE: gettext_lazy("Its certificate was not trusted."),
    State.UNREACHED: gettext_lazy("It could not be reached."),
    State.LOOP: gettext_lazy("It leads from address to address without end."),
    State.FORBIDDEN: gettext_lazy("It was not asked: it is none of the public web, or leads to one that is not."),
}


@dataclass(frozen=True)
class LinkState:
    """An address of a source as it is shown: sentences, and whether a person may say something of it."""

    url: str
    # "" for what is no address that can be opened.
    opens: str
    sentences: tuple[str, ...]
    moved_to: str
    archive: str
    may_be_gone: bool
    may_be_there: bool


def states_of(source: Source) -> list[LinkState]:
    checked = CheckedAddress.objects.select_related("verdict_by").in_bulk(source.addresses, field_name="url")
    return [state_of(url, checked.get(url)) for url in dict.fromkeys(source.addresses)]


def state_of(url: str, row: CheckedAddress | None) -> LinkState:
    doubt = row is not None and (row.is_gone or row.is_probably_gone)
    return LinkState(
        url=url,
        opens=url if url.startswith(("https://", "http://")) else "",
        sentences=tuple(sentences(row)),
        moved_to=row.moved_to if row else "",
        archive=ARCHIVE + url if doubt else "",
        may_be_gone=row is not None and row.is_probably_gone,
        may_be_there=doubt,
    )


def sentences(row: CheckedAddress | None) -> Iterator[str]:
    if row is None:
        yield _("Not asked yet.")
        return
    yield str(SEEN[State(row.state)])
    yield _("Checked by machine on %s.") % day(row.checked_at)
    if row.missing_on:
        yield _("Days on which it was not found: %s.") % get_text_list(
            [day(date.fromisoformat(one)) for one in row.missing_on], _("and")
        )
    if row.is_probably_gone:
        yield _("It is probably gone. Open it, and say what you find.")
    if row.verdict and row.verdict_at:
        said = {
            Verdict.GONE: _("%(name)s found it gone on %(day)s."),
            Verdict.THERE: _("%(name)s found it there on %(day)s."),
        }
        name = row.verdict_by.get_username() if row.verdict_by else _("Somebody")
        yield said[Verdict(row.verdict)] % {"name": name, "day": day(row.verdict_at)}


def day(moment: date) -> str:
    return date_format(moment, "j F Y")


@needs(WRITE)
def addresses_screen(request, source):
    """Show what was seen, and take down what a person found. The source itself stays as it is."""
    if request.method == "POST":
        url, verdict = request.POST.get("url", ""), request.POST.get("verdict", "")
        if verdict in Verdict.values and url in source.addresses and judge(url, verdict, by=request.user):
            words = {
                Verdict.GONE: _("Taken down as gone. Name an archived copy in the source, or say so in its note."),
                Verdict.THERE: _("Taken down as there. For half a year the machine does not ask about it again."),
            }
            messages.success(request, words[Verdict(verdict)])
        else:
            messages.warning(request, _("This is no longer in question. Here is what is known now."))
        return HttpResponseRedirect(request.path)
    return screen(request, "addresses", source, _("Addresses and archived copies"), states=states_of(source))


@transaction.atomic
def judge(url: str, verdict: str, *, by) -> bool:
    """Take down what a person found at an address that is in question, and return whether it is."""
    row = CheckedAddress.objects.select_for_update().filter(url=url).first()
    if row is None or not (row.is_probably_gone or row.is_gone):
        return False
    row.judge(verdict, by=by, at=timezone.now())
    row.save()
    return True


def sources_at(addresses: QuerySet[CheckedAddress]) -> QuerySet[Source]:
    """Return the sources of which one of these is the address or that of a copy."""
    urls = set(addresses.order_by().values_list("url", flat=True))
    if not urls:
        return Source.objects.none()
    library = Source.objects.in_use().order_by().only("url", "copies")
    return Source.objects.filter(pk__in=[source.pk for source in library if not urls.isdisjoint(source.addresses)])


class Links(admin.SimpleListFilter):
    """Sources by what became of their addresses."""

    title = gettext_lazy("links")
    parameter_name = "links"

    def lookups(self, request, model_admin):
        return [("probably-gone", _("Probably gone")), ("gone", _("Gone")), ("moved", _("Moved for good"))]

    def queryset(self, request, queryset):
        checked = CheckedAddress.objects.all()
        chosen = {
            "probably-gone": checked.probably_gone(),
            "gone": checked.filter(verdict=Verdict.GONE),
            "moved": checked.filter(state=State.MOVED),
        }.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(pk__in=sources_at(chosen).order_by().values("pk"))
