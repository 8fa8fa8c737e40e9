"""What happened, as lines to be counted and cut: the newest are read from an index, however many there are."""

from collections.abc import Iterable
from datetime import datetime
from heapq import merge
from itertools import islice

from django.db.models import QuerySet

from missions.models import Edition, Notice

Line = tuple[datetime, int, str]  # when, the primary key, and of what: "edition" or "notice"


class Lines:
    """Every edition and notice that some querysets hold, newest first."""

    def __init__(self, editions: QuerySet[Edition], notices: QuerySet[Notice]) -> None:
        self.editions, self.notices = editions, notices

    def count(self) -> int:
        return self.editions.count() + self.notices.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, cut: slice) -> list[Line]:
        # No database need sort them all to give the newest of both.
        editions = self.editions.order_by("-published_at", "-pk").values_list("published_at", "pk")[: cut.stop]
        notices = self.notices.order_by("-made_at", "-pk").values_list("made_at", "pk")[: cut.stop]
        both = merge(of("edition", editions), of("notice", notices), key=place, reverse=True)
        return list(islice(both, cut.start, cut.stop))


def of(kind: str, rows: Iterable[tuple[datetime, int]]) -> Iterable[Line]:
    return ((at, pk, kind) for at, pk in rows)


def place(line: Line) -> tuple[datetime, bool, int]:
    """Order lines by time; of two at one moment, an edition is newer than a notice."""
    at, pk, kind = line
    return at, kind == "edition", pk
