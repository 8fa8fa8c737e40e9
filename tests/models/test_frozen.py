"""What is published cannot be changed or deleted on any path the ORM offers."""

import pytest
from django.core import serializers
from django.db import transaction
from django.db.models import ProtectedError

from missions.editions.publish import withdraw
from missions.models import Address, Citation, Edition, FrozenError, Notice
from tests.makers import make_edition, make_full_mission, make_user

FROZEN = (Edition, Citation, Notice, Address)

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    mission = make_full_mission()
    make_edition(mission, by=make_user(first_name="Zeynep", last_name="Aydın"))
    withdraw(mission, by=None, reason="Replaced by another record")
    return mission


def change_and_save(row):
    row.save()


def save_raw(row):
    # As Django's own deserializer does for a fixture.
    row.save_base(raw=True)


def load_raw(row):
    for found in serializers.deserialize("json", serializers.serialize("json", [row])):
        found.save()


def update(row):
    type(row).objects.filter(pk=row.pk).update(**{type(row)._meta.concrete_fields[1].attname: 1})


def update_through_the_base_manager(row):
    type(row)._base_manager.filter(pk=row.pk).update(**{type(row)._meta.concrete_fields[1].attname: 1})


def bulk_update(row):
    type(row).objects.bulk_update([row], [type(row)._meta.concrete_fields[1].name])


def upsert(row):
    type(row).objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["id"])


def add_past_the_door(row):
    row.pk = None
    row.save()


def add_in_bulk_past_the_door(row):
    row.pk = None
    type(row).objects.bulk_create([row])


def delete(row):
    row.delete()


def delete_through_the_manager(row):
    type(row).objects.filter(pk=row.pk).delete()


def test_a_refusal_says_what_to_do_instead(published):
    with pytest.raises(FrozenError, match="Publish a new edition, or withdraw the record, instead"):
        Edition.objects.get().save()


@pytest.mark.parametrize("model", FROZEN)
@pytest.mark.parametrize(
    "attempt",
    [
        change_and_save,
        save_raw,
        load_raw,
        update,
        update_through_the_base_manager,
        bulk_update,
        upsert,
        add_past_the_door,
        add_in_bulk_past_the_door,
        delete,
        delete_through_the_manager,
    ],
)
def test_a_frozen_row_refuses(published, model, attempt):
    row = model.objects.first()
    before = list(model.objects.values())
    with pytest.raises((FrozenError, ProtectedError)), transaction.atomic():
        attempt(row)
    assert list(model.objects.values()) == before


def test_a_published_mission_cannot_be_deleted(published):
    with pytest.raises((ProtectedError, FrozenError)):
        published.delete()


def test_a_cited_source_cannot_be_deleted(published):
    edge = Citation.objects.first()
    published.links.all().delete()
    with pytest.raises(ProtectedError):
        edge.source.delete()


def test_deleting_an_account_keeps_the_published_name(published):
    Edition.objects.get().published_by.delete()
    edition = Edition.objects.get()
    assert (edition.published_by, edition.publisher) == (None, "Zeynep Aydın")
