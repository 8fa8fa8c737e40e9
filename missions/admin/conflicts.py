"""No lost updates: a save that collides with another stores nothing, and shows both sides to choose from."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from missions.admin.collisions import Collisions, compare_form, compare_rows, compared_row
from missions.admin.deletions import SeenBeforeDeleting
from missions.admin.locking import locked, mission_of
from missions.admin.questions import name_of, places, questions, written
from missions.admin.sent import EDITED, all_again, carried, decided, sent_numbers
from missions.models import Content, Source

# A cookie of the desk, which scripts may read: the last forms that were saved.
SAVED, REMEMBERED = "desk-saved", 9


class GuardedAdmin(SeenBeforeDeleting):
    """A screen on which nobody saves over what somebody else saved meanwhile, or deletes it unseen."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.POST = decided(request.POST)
        try:
            response = self.save_unless_it_collides(request, object_id, form_url, extra_context)
        except IntegrityError:
            # A load or another row took the key or the address at the same moment; by now that can be seen.
            response = self.save_unless_it_collides(request, object_id, form_url, extra_context)
        if getattr(request, "is_saved", False):
            tell_browser(request, response)
        return response

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.is_saved = True

    def save_unless_it_collides(self, request, object_id, form_url, extra_context):
        with transaction.atomic():
            stored = locked(self, request, object_id)
            if object_id is None or not self.has_change_permission(request, stored):
                return super().changeform_view(request, object_id, form_url, extra_context)
            if stored is None:
                return self.gone_page(request)
            found = self.collisions(request, stored)
            request.POST = found.data
            if found:
                return self.conflict_page(request, stored, found)
            request.kept = places(found.only_theirs)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def collisions(self, request, stored: Content) -> Collisions:
        """Compare what was sent with what is stored."""
        found = Collisions(request.POST)
        compare_form(found, self.form_class(request, stored), stored)
        for formset, inline in self.get_formsets_with_inlines(request, stored):
            rows = inline.get_queryset(request).filter(mission=stored)
            compare_rows(found, formset.get_default_prefix(), formset.form, rows)
        return found

    def form_class(self, request, stored):
        fields = flatten_fieldsets(self.get_fieldsets(request, stored))
        return self.get_form(request, stored, change=stored is not None, fields=fields)

    def conflict_page(self, request, stored, found: Collisions):
        asked = questions(found)
        undecided = {f"{EDITED}{question.name}" for question in asked}
        return self.page(
            request,
            _("Two changes of the same place"),
            mission=None if isinstance(stored, Source) else mission_of(stored),
            subject=stored,
            questions=asked,
            is_joined=all(question.choices[0].is_chosen for question in asked),
            only_theirs=get_text_list(places(found.only_theirs), _("and")),
            only_mine=get_text_list(places(found.only_mine), _("and")),
            last_save=last_save(stored),
            carried=carried(found.data, without=undecided),
            address=request.get_full_path(),
        )

    def gone_page(self, request):
        """Show what was written to a row that is gone by now, and offer to make it again from that."""
        lost = [compared_row(request.POST, "", self.form_class(request, None), None)]
        for formset, _inline in self.get_formsets_with_inlines(request):
            prefix = formset.get_default_prefix()
            names = (f"{prefix}-{number}" for number in sent_numbers(request.POST, prefix))
            lost += [compared_row(request.POST, name, formset.form, None) for name in names]
        return self.page(
            request,
            _("Deleted meanwhile"),
            subject=lost[0].title,
            lost=[(name_of(row), list(written(row))) for row in lost],
            may_add=self.has_add_permission(request),
            carried=carried(all_again(request.POST)),
            address=reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"),
        )

    def page(self, request, title, **context):
        context |= {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, "admin/missions/conflict.html", context, status=409)


def tell_browser(request, response) -> None:
    """Name the form that was saved to static/missions/admin/safety.js, which has kept its texts until now."""
    sent = request.POST.get("_sent", "")
    if re.fullmatch("[a-z0-9]{1,40}", sent):
        earlier = [one for one in request.COOKIES.get(SAVED, "").split(".") if one][-REMEMBERED:]
        path, is_secure = reverse("admin:index"), settings.SESSION_COOKIE_SECURE
        response.set_cookie(SAVED, ".".join((*earlier, sent)), path=path, secure=is_secure, samesite="Strict")


def kept_beside(request) -> Iterator[str]:
    """Say what others changed meanwhile in places that were not touched here."""
    if places := getattr(request, "kept", []):
        yield _("Changed meanwhile elsewhere, and kept: %s.") % get_text_list(places, _("and"))


def last_save(stored: Content) -> LogEntry | None:
    """Return who saved last at this screen, and when."""
    kind = ContentType.objects.get_for_model(stored)
    saves = LogEntry.objects.filter(content_type=kind, object_id=str(stored.pk)).select_related("user")
    return saves.order_by("-action_time").first()
