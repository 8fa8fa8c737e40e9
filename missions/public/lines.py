"""What happened, as lines to be counted and cut: the newest are read from an index, however many there are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import overload

from django.db.models import QuerySet

from missions.models import Edition, Notice

Line = tuple[datetime, int, str]  # when, the primary key, and of what: "edition" or "notice"


class Lines(Sequence[Line]):
    """Every edition and notice that some querysets hold, newest first."""

    def __init__(self, editions: QuerySet[Edition], notices: QuerySet[Notice]) -> None:
        self.editions, self.notices = editions, notices

    def __len__(self) -> int:
        return self.editions.count() + self.notices.count()

    @overload
    def __getitem__(self, cut: int) -> Line: ...
    @overload
    def __getitem__(self, cut: slice) -> list[Line]: ...
    def __getitem__(self, cut: int | slice) -> Line | list[Line]:
        if isinstance(cut, int):
            return self[cut : cut + 1][0]
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
