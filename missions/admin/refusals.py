"""Refusals in one sentence: as a page of the desk, or bare for the preview."""

from django.contrib import admin
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


def sentence(words: str, *, status: int) -> HttpResponse:
    """Answer with bare words, which django-markdownx puts into the preview as they are."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def refused(request, words: str, *, cure: tuple[str, str] | None = None, status: int = 403):
    """Answer with a page of the desk; `cure` is the address and the words of a link that helps."""
    context = {**admin.site.each_context(request), "title": _("Not done"), "sentence": words, "cure": cure}
    return TemplateResponse(request, "admin/missions/refused.html", context, status=status)


def too_much(request):
    """Refuse a form with more fields, or longer texts, than the settings let in."""
    words = _(
        "Nothing was saved: more was sent at once than this site takes. Go back: what you wrote is still in the form. "
        "Save it in parts, one entry after the other."
    )
    return refused(request, words, status=413)


def csrf_failure(request, reason=""):
    """Refuse a form that was not sent from this site or whose session is over; Django calls it by its setting."""
    words = _(
        "Nothing was saved: your session has ended or cookies are blocked. Open the form again and send it once more; "
        "what this browser kept of your text is offered there."
    )
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return sentence(words, status=403)
    return refused(request, words, cure=(request.path, _("Open the form again")))
