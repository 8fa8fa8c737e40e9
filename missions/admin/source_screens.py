"""What is done to a source besides writing it: another key, a merger, the publishing of its new wording."""

from functools import wraps

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.admin.citing import citing_missions
from missions.admin.forms import PublishForm
from missions.admin.messages import PUBLISH, link
from missions.admin.refusals import refused
from missions.admin.source_forms import MergeForm, RenameForm
from missions.editions.document import lift
from missions.editions.problems import Problem, PublicationRefused
from missions.editions.publish import DraftMoved
from missions.editions.rekey import Rekeyed, RekeyRefused, merge, rename
from missions.editions.wordings import Outdated, fingerprint_of, outdated, publish_wording
from missions.models import Source
from missions.pages.changes import ChangeWords, words_of
from missions.pages.reasons import reason_for

WRITE = "missions.change_source"


def needs(permission: str):
    """Give a screen its source, and only to those with a permission, whatever the request's method."""

    def guard(view):
        @wraps(view)
        def guarded(request, pk):
            if not request.user.has_perm(permission):
                words = _("Your account may write but not publish. Ask a publisher to publish the new wording.")
                return refused(request, words if permission == PUBLISH else _("Your account may not change sources."))
            return view(request, get_object_or_404(Source.objects.in_use(), pk=pk))

        return guarded

    return guard


@needs(WRITE)
def rename_screen(request, source):
    """Ask for another key, and rewrite the citations of all drafts."""
    was = source.key
    form = RenameForm(request.POST or None, initial={"key": was})
    if request.method == "POST" and form.is_valid():
        try:
            rekeyed = rename(source, form.cleaned_data["key"])
        except RekeyRefused as refusal:
            source.key = was
            form.add_error("key", str(refusal))
        else:
            words = _("The key is “%(now)s” now; “%(was)s” leads to it.") % {"now": source.key, "was": was}
            messages.success(request, format_html("{} {}", words, rewritten(rekeyed)))
            return back_to(source)
    return screen(request, "rename", source, _("Rename the key"), form=form, cited=citing_missions(source))


@needs(WRITE)
def merge_screen(request, source):
    """Ask which source to keep, show what would be rewritten, and do it once confirmed."""
    form = MergeForm(request.POST or None, source=source)
    into = None
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        if "confirmed" in request.POST:
            was = source.key
            try:
                rekeyed = merge(source, into=into)
            except RekeyRefused as refusal:
                form.add_error("into", str(refusal))
            else:
                words = _("“%(was)s” is merged into this source and leads to it.") % {"was": was}
                messages.success(request, format_html("{} {}", words, rewritten(rekeyed)))
                return back_to(into)
    cited = [one for one in citing_missions(source) if one.count]
    context = {"form": form, "into": into, "cited": cited, "count": sum(one.count for one in cited)}
    return screen(request, "merge", source, _("Merge into another source"), **context)


@needs(PUBLISH)
def wording_screen(request, source):
    """Show the live pages that print another wording, and publish this one in all of them with one reason."""
    form = PublishForm(request.POST or None)
    moved, problems = "", tuple[Problem, ...]()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            editions = publish_wording(
                source, by=request.user, reason=given["reason"], minor=given["minor"], seen=given["seen"]
            )
        except DraftMoved:
            moved = _("Something changed while you were reading. This is the difference now; publish if it is right.")
        except PublicationRefused as refusal:
            problems = refusal.problems
        else:
            messages.success(request, went_out(editions))
            return back_to(source)
    found = outdated(source)
    seen = fingerprint_of(found)
    if request.method != "POST":
        reason = reason_for(found[0].difference) if found else ""
        form = PublishForm(initial={"reason": reason, "seen": seen})
    else:
        form.data = {**request.POST.dict(), "seen": seen}
    status = 409 if moved else 422 if problems else 200
    context = {"form": form, "found": found, "groups": alike(found), "moved": moved, "problems": problems}
    return screen(request, "wording", source, _("Publish the new wording"), status=status, **context)


def alike(found: list[Outdated]) -> list[tuple[list[Outdated], tuple[ChangeWords, ...]]]:
    """Return the live pages that change alike, with the difference a reader of the first of them sees."""
    groups: dict[tuple, list[Outdated]] = {}
    for one in found:
        groups.setdefault(tuple(change.fields for change in one.difference), []).append(one)
    return [
        (group, words_of(group[0].difference, lift(group[0].edition.document), group[0].document))
        for group in groups.values()
    ]


def went_out(editions) -> str:
    pages = format_html_join(
        ", ", '<a href="{}">{}</a>', ((reverse("mission", args=[one.slug]), str(one)) for one in editions)
    )
    return format_html("{} {}", _("Readers see the new wording:"), pages)


def rewritten(rekeyed: Rekeyed) -> str:
    """Say how many citations were rewritten in which drafts, with links to what readers would see change."""
    if not rekeyed.counts:
        return _("No draft cited it.")
    count = sum(rekeyed.counts.values())
    words = ngettext(
        "%(count)d citation was rewritten in the draft of", "%(count)d citations were rewritten in the drafts of", count
    ) % {"count": count}
    missions = [link("admin:missions_mission_changes", mission, mission.name) for mission in rekeyed.counts]
    return format_html("{} {}.", words, format_html(get_text_list(["{}"] * len(missions), _("and")), *missions))


def screen(request, template, source, title, *, status=200, **context):
    context = {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": str(source),
        "opts": Source._meta,
        "source": source,
        **context,
    }
    return TemplateResponse(request, f"admin/missions/source_{template}.html", context, status=status)


def back_to(source):
    return HttpResponseRedirect(reverse("admin:missions_source_change", args=[source.pk]))
