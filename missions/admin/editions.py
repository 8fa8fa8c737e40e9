"""Editions and notices: read by all, changed by nobody; an edition may come back into the draft."""

from datetime import datetime

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.admin.messages import PUBLISH, link
from missions.admin.refusals import refused
from missions.admin.screens import back_to, refusal_of, screen
from missions.editions.compare import compare
from missions.editions.document import compose, lift
from missions.editions.record import Record
from missions.editions.restore import Restored, UnpublishedWork, restore, unpublished_work
from missions.models import ENTRIES, Edition
from missions.pages.changes import ChangeWords, words_of


class FrozenAdmin(admin.ModelAdmin):
    """A screen that shows what is published and changes nothing."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class EditionAdmin(FrozenAdmin):
    """What was published: when, by whom, why."""

    list_display = ["mission", "number", "published", "publisher", "reason", "minor", "stands"]
    list_display_links = ["mission", "number"]
    list_filter = ["mission", "minor"]
    list_select_related = ["mission"]
    search_fields = ["mission__name", "reason", "publisher"]
    fields = ["mission", "number", "slug", "published", "publisher", "reason", "minor", "stands", "holds", "seal"]

    @admin.display(description=gettext_lazy("published"), ordering="published_at")
    def published(self, edition):
        return moment(edition.published_at)

    @admin.display(description=gettext_lazy("standing"))
    def stands(self, edition):
        return {"withdrawn": _("withdrawn"), "republished": _("republished")}.get(edition.standing, _("published"))

    @admin.display(description=gettext_lazy("holds"))
    def holds(self, edition):
        document = lift(edition.document)
        counts = [(model._meta, len(document[f"{model._meta.model_name}s"])) for model in ENTRIES]
        return ", ".join(
            f"{count} {opts.verbose_name if count == 1 else opts.verbose_name_plural}"
            for opts, count in counts
            if count
        )

    def get_urls(self):
        restoring = self.admin_site.admin_view(restore_screen)
        return [path("<int:pk>/restore/", restoring, name="missions_edition_restore"), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_publish"] = request.user.has_perm(PUBLISH)
        return super().render_change_form(request, context, *args, **kwargs)


class NoticeAdmin(FrozenAdmin):
    """What was said about an edition after it was published."""

    list_display = ["edition", "kind", "words", "made", "maker"]
    list_select_related = ["edition"]
    fields = ["edition", "kind", "words", "made", "maker"]

    @admin.display(description=gettext_lazy("made"), ordering="made_at")
    def made(self, notice):
        return moment(notice.made_at)


def moment(at: datetime) -> str:
    """Return a moment as readers see it: “24 November 2026, 00:31 UTC”."""
    return render_to_string("includes/moment.html", {"at": at})


def restore_screen(request, pk):
    """Show what restoring an edition would change in the draft, and do it; work that would be lost is named before."""
    if not request.user.has_perms([PUBLISH, "missions.change_mission"]):
        return refused(request, refusal_of(PUBLISH))
    edition = get_object_or_404(Edition.objects.select_related("mission"), pk=pk)
    if request.method == "POST":
        try:
            restored = restore(edition, discard=request.POST.get("discard", ""))
        except UnpublishedWork as work:
            losing = work.fingerprint
        else:
            say_what_was_restored(request, edition, restored)
            return back_to(edition.mission)
    else:
        losing = unpublished_work(edition.mission)
    return screen(
        request,
        "restore",
        edition.mission,
        _("Restore into the draft"),
        edition=edition,
        changes=what_would_come_back(edition),
        losing=losing,
        status=409 if request.method == "POST" else 200,
    )


def what_would_come_back(edition) -> tuple[ChangeWords, ...]:
    """Return how the draft would change; sources keep their wording, so theirs is no change."""
    draft, document = compose(Record.from_draft(edition.mission_id)), lift(edition.document)
    difference = [change for change in compare(draft, document) if change.section != "sources"]
    return words_of(difference, draft, document)


def say_what_was_restored(request, edition, restored: Restored) -> None:
    words = _("Edition %d is in the draft again; readers see no change until you publish.") % edition.number
    seeing = link("admin:missions_mission_changes", edition.mission, _("See what would change"))
    messages.success(request, format_html("{} {}", words, seeing))
    if restored.created:
        messages.info(request, _("Sources made again: %s.") % ", ".join(restored.created))
    if restored.differing:
        words = _("Sources with another wording now than in edition %(number)d were left as they are: %(keys)s.")
        messages.warning(request, words % {"number": edition.number, "keys": ", ".join(restored.differing)})
