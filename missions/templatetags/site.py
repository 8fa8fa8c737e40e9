"""`{% site as site %}`: whose site this is; `{{ at|moment }}`: a moment. For pages of every side and for refusals."""

from django import template

from missions.pages import dates
from missions.pages.site import Site

register = template.Library()
register.filter("moment", dates.moment)


@register.simple_tag
def site() -> Site:
    return Site.of_settings()
