"""Whose site this is, as every page says it; and absolute addresses, which come from one setting."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, to_locale


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    publisher: str
    contact: str
    licence: str
    url: str

    @classmethod
    def of_settings(cls) -> "Site":
        return cls(
            name=settings.SITE_NAME,
            publisher=settings.SITE_PUBLISHER,
            contact=settings.SITE_CONTACT,
            licence=settings.CONTENT_LICENCE,
            url=settings.SITE_URL,
        )

    @property
    def locale(self) -> str:
        """Return the language of the page and its country, as programs write it: "en_GB"."""
        return to_locale(get_language() or settings.LANGUAGE_CODE)

    def address(self, name: str, **place: str | int) -> str:
        """Return the absolute address of a page by its name in the readers' addresses."""
        return f"{self.url}{reverse(name, kwargs=place)}"

    def edition(self, slug: str, number: int) -> str:
        """Return the absolute address of an edition, which never changes."""
        return self.address("edition", slug=slug, number=number)
