"""The form of a mission as the home of the work: what stands open, entries fetched one by one, where one was."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.helpers import Fieldset
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from missions.admin.lines import facts_in_a_line, overview_in_a_line
from missions.admin.refusals import sentence
from missions.admin.sections import Part, Section, section_of
from missions.admin.status import Mark, marks_of, status_of
from missions.editions.proposal import propose
from missions.editions.record import section as section_name
from missions.editions.statements import stem_of
from missions.models import Initiative, Mission

# So many opened entries are opened again after saving; more would make the address too long for some servers.
MOST_KEPT = 80
PLACE = re.compile(r"([a-z]+)-([0-9]{1,4})-([a-z_]+)")


class HomeAdmin(admin.ModelAdmin):
    """The screen of missions: `?open=phases:relocation` opens an entry, `?add=initiatives:fact` a new one."""

    def get_urls(self):
        section = "<int:pk>/entries/<slug:section>/"
        # These answer in sentences; a redirect to the login page would land in the form.
        return [
            path(section, self.entry_form, name="missions_mission_new_entry"),
            path(f"{section}<slug:key>/", self.entry_form, name="missions_mission_entry"),
            *super().get_urls(),
        ]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        kwargs["may_order"] = inline.has_change_permission(request, obj)
        if request.method == "GET":
            kwargs["opened"] = {key for name, key in pairs(request.GET.getlist("open")) if name == prefix}
            kwargs["new"] = [beginning(kind) for name, kind in pairs(request.GET.getlist("add")) if name == prefix]
        return kwargs

    def entry_form(self, request, pk, section, key=""):
        """Answer with one entry as it stands opened, for the form that is in the browser already."""
        if not self.admin_site.has_permission(request):
            return sentence(_("Log in again to open this entry; what you typed is still here."), status=403)
        mission = self.get_queryset(request).filter(pk=pk).first()
        if mission is None:
            return sentence(_("This mission was deleted meanwhile."), status=404)
        if not self.has_view_or_change_permission(request, mission):
            return sentence(_("Your account may not see the draft of this record."), status=403)
        shown = self.one_entry(request, mission, section, key)
        rows = [row for group in shown.groups for row in group.rows if row.form] if shown else []
        if not shown or not rows:
            return sentence(_("This entry was deleted meanwhile. Reload the page to see the record now."), status=404)
        context = {"row": rows[0], "section": shown, "opts": self.opts}
        answer = TemplateResponse(request, "admin/missions/entry.html", context)
        add_never_cache_headers(answer)
        return answer

    def one_entry(self, request, mission: Mission, name: str, key: str) -> Section | None:
        typed = request.GET.get("index", "")
        first = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
        new = [] if key else [beginning(request.GET.get("kind", ""))]
        for form_set, inline in self.get_formsets_with_inlines(request, mission):
            if section_name(inline.model) != name or not (key or inline.has_add_permission(request, mission)):
                continue
            rows = inline.get_queryset(request)
            formset = form_set(instance=mission, prefix=name, queryset=rows, opened={key}, new=new, first=first)
            (shown,) = self.get_inline_formsets(request, [formset], [inline], mission)
            return section_of(mission, shown, marks_of(propose(mission)) if key else {})
        return None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            # A refused form has changed its instance: the draft is what the database holds.
            proposal = propose(obj)
            marks = marks_of(proposal)
            context |= {
                "title": str(obj),
                "subtitle": None,
                "status": status_of(obj, proposal),
                "parts": [part_of(obj, fieldset, marks) for fieldset in context["adminform"]],
                "sections": [section_of(obj, inline, marks) for inline in context["inline_admin_formsets"]],
                # Saving stays here, so one button says it all.
                "show_save_and_continue": False,
                "show_save_and_add_another": False,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.sections = formsets

    def construct_change_message(self, request, form, formsets, add=False):
        message: list = super().construct_change_message(request, form, formsets, add)
        for formset in formsets:
            titles = ", ".join(str(row) for row in formset.moved_objects)
            if titles:
                names = str(formset.model._meta.verbose_name_plural)
                message.append({"changed": {"name": names, "object": titles, "fields": ["position"]}})
        return message

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(request.path)

    def response_change(self, request, obj):
        """Stay at the form, with the same entries open and at the same place."""
        response = super().response_change(request, obj)
        if not isinstance(response, HttpResponseRedirect) or "_addanother" in request.POST:
            return response
        opened = list(kept_open(request))[:MOST_KEPT]
        kept = urlencode([("open", name) for name in opened], safe=":")
        join = "&" if "?" in response.url else "?"
        return HttpResponseRedirect(f"{response.url}{join if kept else ''}{kept}{place_after(request)}")


def pairs(values: list[str]):
    """Yield (section, rest) of each “phases:relocation”."""
    for value in values:
        name, _separator, rest = value.partition(":")
        yield name, rest


def beginning(kind: str) -> dict[str, str]:
    """Return what a new entry begins with."""
    return {"kind": kind} if kind in Initiative.Kind.values else {}


def part_of(mission: Mission, fieldset, marks) -> Part:
    """Return a part of the head as one line that opens; open where something was typed that is not saved."""
    names = [name for line in fieldset.fields for name in ([line] if isinstance(line, str) else line)]
    found = [marks[spot] for name in names if (spot := ("mission", mission.key, name)) in marks]
    form = fieldset.form
    lines = {"summary": facts_in_a_line, "overview": overview_in_a_line, "slug": address_in_a_line}
    return Part(
        id=f"part-{names[0]}",
        title=fieldset.name,
        # Its heading stands in the line that opens it.
        fieldset=Fieldset(form, None, fieldset.readonly_fields, fieldset.fields, model_admin=fieldset.model_admin),
        line=next((line(mission) for name, line in lines.items() if name in names), ""),
        mark=Mark(
            sum(mark.unsourced for mark in found),
            sum(mark.others for mark in found),
            next((mark.change for mark in found if mark.change), ""),
        ),
        is_aside="slug" in names,
        is_open=form.is_bound and any(name in form.changed_data or name in form.errors for name in names),
        has_errors=any(name in form.errors for name in names),
    )


def address_in_a_line(mission: Mission) -> str:
    return mission.slug


def kept_open(request) -> Iterator[str]:
    """Yield “phases:relocation” for each entry that stood open when its form was sent, and for each that was added."""
    closed = set(request.POST.getlist("_closed"))
    for formset in request.sections:
        gone = {row.pk for row in formset.deleted_objects} | {None}
        for entry in (*(row for row in formset.standing if row.pk not in gone), *formset.new_objects):
            name = f"{formset.prefix}:{entry.key}"
            if name not in closed:
                yield name


def place_after(request) -> str:
    """Return the place on the page where one was: a field, an entry; else the first entry that was changed."""
    name = request.POST.get("_at", "")
    found = PLACE.fullmatch(name)
    for formset in request.sections:
        for form in formset.forms:
            entry = form.instance
            is_here = form.prefix == name.rpartition("-")[0] if name else form.has_changed()
            if is_here and entry.pk:
                field = f".{found[3]}" if found else ""
                return f"#{stem_of(formset.prefix, entry.key)}{field}"
    return f"#id_{name}" if name.isidentifier() else ""
