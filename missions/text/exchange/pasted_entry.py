"""An entry that somebody pasted, whichever format it came in, as the fields of a source."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass
class Entry:
    """An entry of any format: its type, values by the names of a source's fields, and the rest by its own names."""

    type: str
    values: dict[str, str] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, texts: Iterable[str]) -> None:
        """Give a field the first text that says something."""
        if first := next(filter(None, texts), ""):
            self.values[name] = first


def in_order(kind: str, container: str, publisher: str) -> tuple[str, str]:
    """Return who made it public first: of what appears in a periodical or on a site, that."""
    return (container, publisher) if kind in PERIODICALS else (publisher, container)


def said(fields: Mapping, *names: str) -> str:
    """Return the first of some fields that says something."""
    return next((words for name in names if (words := joined(fields.get(name, "")).strip())), "")


def joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def rest_of(entry: Entry, fields: Mapping, used: Collection[str]) -> dict[str, str]:
    taken = set(entry.values.values())
    return {name: str(value) for name, value in fields.items() if name not in used and str(value) not in taken}


def numbers(parts: list[str]) -> str:
    """Return year, month and day, as far as they are known, as EDTF."""
    known = [part for part in parts if part]
    return "-".join([known[0], *(part.zfill(2) for part in known[1:3])]) if known else ""


def doi(name: str) -> str:
    return f"https://doi.org/{name.removeprefix('https://doi.org/')}" if name else ""


PERIODICALS = frozenset(
    {"newspaper", "article-journal", "article-newspaper", "article-magazine", "webpage", "news", "mgzn", "jour"}
)
