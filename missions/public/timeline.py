"""The page that shows all missions on one time axis."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from missions.public import listing
from missions.public.finding import listed, plainly
from missions.public.views import kept_with_the_site


@plainly
@kept_with_the_site
def timeline(request: HttpRequest, number: int = 1) -> HttpResponse:
    return listed(request, number, listing.timeline, reverse("timeline"), "public/timeline.html")
