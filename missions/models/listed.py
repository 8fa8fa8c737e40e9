"""What lists and search read: the live records in short. Derived from editions, written with them, rebuilt at will.

Its texts have no longest length: what an edition says is listed, however it came into the record.
"""

from typing import Any

from django.db import models

# Of a name or a place, enough to order and to filter by.
SHORT = 200
BY_NAME = ["folded_name", "pk"]
# What is derived never binds what it is derived from.
DERIVED: dict[str, Any] = {"on_delete": models.CASCADE, "related_name": "+", "db_constraint": False}


class ListedMissionQuerySet(models.QuerySet):
    def chosen(self, *, organisation="", country="", kind="", begin=None, end=None):
        """Return those that pass filters; what is empty filters nothing. `begin` and `end` are years."""
        filters = {"organisation": organisation, "host_country": country, "kind": kind}
        named = self.filter(**{name: value for name, value in filters.items() if value})
        return named.filter(in_period(begin, end))


def in_period(begin: int | None, end: int | None) -> models.Q:
    """Return the condition that a record has a time in common with these years; None is an open end."""
    ends = {"first_year__lte": end, "last_year__gte": begin}
    return models.Q(**{name: year for name, year in ends.items() if year})


class ListedMission(models.Model):
    """A live record: all that a card, a filter and the head of a search result need."""

    mission = models.OneToOneField("missions.Mission", **DERIVED, primary_key=True)
    edition = models.OneToOneField("missions.Edition", **DERIVED)
    # Of the index that wrote it: see `editions.search_index`.
    version = models.PositiveSmallIntegerField()
    organisation = models.CharField(max_length=SHORT)
    host_country = models.CharField(max_length=SHORT)
    kind = models.CharField(max_length=SHORT)
    # An end that is open or not known is year 1 or 9999.
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    slug = models.TextField()
    name = models.TextField()
    acronym = models.TextField()
    # Folded: for the order, and for whoever types exactly this.
    folded_name = models.CharField(max_length=SHORT)
    folded_acronym = models.CharField(max_length=SHORT, db_index=True)
    dates = models.TextField()
    as_of = models.TextField()
    summary = models.TextField()
    statements = models.PositiveIntegerField()
    sourced = models.PositiveIntegerField()
    # When readers last saw a change of it: its edition, or a notice made after that.
    changed_at = models.DateTimeField()

    objects = ListedMissionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = BY_NAME
        indexes = [
            # The whole order, so that the last page of the catalogue costs what the first does.
            models.Index(fields=["folded_name", "mission"], name="listed_mission_by_name"),
            # All that filters count, without the rows themselves.
            models.Index(
                fields=["organisation", "host_country", "kind", "first_year", "last_year"],
                name="listed_mission_by_traits",
            ),
            # With the one before: every value that a filter has to offer, without the rows.
            models.Index(fields=["host_country"], name="listed_mission_by_country"),
            models.Index(fields=["kind"], name="listed_mission_by_kind"),
            # What the first page counts, and those that began last.
            models.Index(fields=["statements", "sourced"], name="listed_mission_by_statements"),
            models.Index(fields=["-first_year"], name="listed_mission_begun_last"),
        ]

    def __str__(self):
        return self.name


class ListedLine(models.Model):
    """A statement or a title of a live record, as it reads and as it is searched; `anchor` leads to it on its page."""

    mission = models.ForeignKey(ListedMission, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    section = models.TextField()
    field = models.TextField()
    anchor = models.TextField()
    # The title of the entry it stands in, "" where it is that title or stands in no entry.
    entry = models.TextField()
    text = models.TextField()
    language = models.TextField()
    # Every form of its words between spaces, with one at either end.
    words = models.TextField()

    class Meta:
        default_permissions = ()
        ordering = ["mission_id", "position"]
        constraints = [models.UniqueConstraint(fields=["mission", "position"], name="listed_line_has_its_own_place")]

    def __str__(self):
        return self.text


class ListedSource(models.Model):
    """A source that a live record cites, in its newest wording: that of `edition`."""

    key = models.CharField(max_length=80, unique=True)
    edition = models.ForeignKey("missions.Edition", **DERIVED)
    wording = models.JSONField()
    kind = models.CharField(max_length=SHORT, db_index=True)
    # Where it stands in the list of all: bytes, which every database puts in the same order.
    place = models.BinaryField(db_index=True)

    class Meta:
        default_permissions = ()
        ordering = ["key"]

    def __str__(self):
        return self.key
