"""Absolute addresses."""

from missions.pages.site import Site


def test_an_edition_has_an_absolute_address_of_one_setting(settings):
    settings.SITE_URL = "https://record.example.org"
    site = Site.of_settings()
    assert site.edition("nmi-page", 2) == "https://record.example.org/missions/nmi-page/editions/2/"
    assert site.address("source", key="nato-start") == "https://record.example.org/sources/nato-start/"
