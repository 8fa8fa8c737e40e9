"""Whose site this is, as every page says it; and absolute addresses, which come from one setting."""

from dataclasses import dataclass

from django.conf import settings


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
