"""A long list in pages, each with a plain address."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page this is, of how many, with its rows from `start` to `end`; the addresses beside it are "" for none."""

    number: int
    pages: int
    start: int
    end: int
    previous: str
    next: str

    @property
    def rows(self) -> slice:
        return slice(self.start, self.end)

    @classmethod
    def of(cls, asked: str, count: int, *, size: int, address: Callable[[int], str]) -> "Paging":
        """Return the page that an address asks for, or the nearest there is."""
        pages = max(1, -(-count // size))
        wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
        number = min(max(wanted, 1), pages)
        return cls(
            number=number,
            pages=pages,
            start=(number - 1) * size,
            end=number * size,
            previous=address(number - 1) if number > 1 else "",
            next=address(number + 1) if number < pages else "",
        )
