"""The first page of the desk."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


def test_the_four_nouns_lead_in_their_order(boss):
    (record, *_) = boss.get("/admin/").context["app_list"]
    names = [model["object_name"] for model in record["models"]]
    assert names[:4] == ["Mission", "Phase", "Initiative", "Source"]
    assert set(names[4:]) == {"Figure", "Leader", "Quotation", "Link", "Relation", "Edition", "Notice", "Colleague"}


def test_the_desk_bears_the_name_of_the_site_and_leads_to_it(writer):
    page = writer.get("/admin/").content.decode()
    assert settings.SITE_NAME in page
    assert '<a href="/">View site</a>' in page
