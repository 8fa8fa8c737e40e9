"""Links that show a saved draft to somebody without an account: made, listed and revoked at the desk."""

from datetime import timedelta

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_resolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from missions.admin.refusals import sentence
from missions.admin.screens import CHANGE, needs, screen
from missions.admin.whole_page import keep_private
from missions.admin.widgets import is_number
from missions.editions.document import compose
from missions.editions.record import Record
from missions.models import PreviewLink
from missions.pages.mission import MissionPage
from missions.pages.site import Site

LIFE = timedelta(days=14)


class LinkingAdmin(admin.ModelAdmin):
    """For the screen of missions: their preview links."""

    def get_urls(self):
        links = self.admin_site.admin_view(links_screen)
        return [path("<int:pk>/preview-links/", links, name="missions_mission_preview_links"), *super().get_urls()]


@needs(CHANGE)
def links_screen(request, mission):
    """Show until when which links work; make one, or revoke one."""
    if request.method == "POST":
        if "revoke" in request.POST:
            revoke(request, mission, request.POST["revoke"])
        else:
            make(request, mission)
        return HttpResponseRedirect(reverse("admin:missions_mission_preview_links", args=[mission.pk]))
    site = Site.of_settings()
    links = mission.preview_links.filter(until__gt=timezone.now()).select_related("made_by")
    shown = [(link, site.address("preview-link", token=link.token)) for link in links]
    return screen(request, "preview_links", mission, _("Preview links"), links=shown, days=LIFE.days)


def make(request, mission) -> None:
    now = timezone.now().replace(microsecond=0)
    # Those whose time is over say nothing any more.
    PreviewLink.objects.filter(until__lte=now).delete()
    PreviewLink.objects.create(mission=mission, made_at=now, made_by=request.user, until=now + LIFE)
    messages.success(request, _("The link is made. Whoever has it sees the draft as it is saved at that moment."))


def revoke(request, mission, pk: str) -> None:
    links = mission.preview_links.filter(pk=pk) if is_number(pk) else mission.preview_links.none()
    if links.delete()[0]:
        messages.success(request, _("The link is revoked: it leads nowhere now."))
    else:
        messages.warning(request, _("This link was revoked already."))


@csrf_exempt  # nothing is taken here
def preview_link(request, token: str):
    """Show the saved draft behind a link to whoever has it."""
    if request.method not in ("GET", "HEAD"):
        response = sentence(_("Nothing can be sent to this address: it can only be read."), status=405)
        response["Allow"] = "GET, HEAD"
        keep_private(response)
        return response
    link = PreviewLink.objects.behind(token)
    if link is None:
        # As private as the draft: what a link that is over or revoked answers tells no cache and no other site of it.
        not_found = get_resolver().resolve_error_handler(404)
        response = not_found(request, Http404())  # type: ignore[call-arg]  # the stubs give handlers no arguments
        keep_private(response)
        return response
    page = MissionPage.of(None, compose(Record.from_draft(link.mission_id)))
    context = {"page": page, "slug": link.mission.slug, "until": link.until}
    response = render(request, "admin/missions/draft_page.html", context)
    keep_private(response)
    return response
