"""`{% site as site %}`: whose site this is, for pages of every side and for refusals alike."""

from django import template

from missions.pages.site import Site

register = template.Library()


@register.simple_tag
def site() -> Site:
    return Site.of_settings()
