"""The page that shows all missions on one time axis."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from missions.public import listing, reading
from missions.public.finding import plainly


@plainly
def timeline(request: HttpRequest) -> HttpResponse:
    page = listing.timeline(request.GET.dict(), path=request.path)
    context = {"page": page, "is_narrowed": bool(request.GET), "was_published": reading.was_published}
    return render(request, "public/timeline.html", context)
