"""What a form sent, rewritten before Django's own forms read it: decisions carried out, rows renumbered.

Names are Django's: `phases-3-text` is a field of the fourth phase, `initial-phases-3-text` what the form was opened
with. The page that shows a conflict adds `choice:`, and `theirs:`, `joined:` and `edited:` for what may be chosen.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import QueryDict

ORIGINAL, CHOICE, THEIRS, JOINED, EDITED = "initial-", "choice:", "theirs:", "joined:", "edited:"
OFFERED = (CHOICE, THEIRS, JOINED)
# Never carried on: the page that carries the rest has a token of its own.
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # a field's name
GROUP = re.compile(r"([a-z_]+)-TOTAL_FORMS")
ROW = re.compile(r"([a-z_]+)-([0-9]{1,6})")


def decided(sent: QueryDict) -> QueryDict:
    """Carry out what was chosen on the page of a conflict.

    Whatever is chosen, what the others wrote is now what was seen: it becomes the original. A later change is thereby
    a new conflict.
    """
    data = sent.copy()
    rows: dict[str, tuple[set[int], set[int]]] = {}
    for name, choice in sent.items():
        target = name.removeprefix(CHOICE)
        if target == name:
            continue
        row = ROW.fullmatch(target)
        if row is None:
            decide_field(data, target, str(choice))
            continue
        dropped, again = rows.setdefault(row[1], (set(), set()))
        match choice:
            case "drop":
                dropped.add(int(row[2]))
            case "again":
                again.add(int(row[2]))
            case "rename":
                data[f"{target}-key"] = ""
            case "delete" | "keep":
                decide_deletion(data, target, is_deleted=choice == "delete")
    for prefix, (dropped, again) in rows.items():
        data = renumbered(data, prefix, dropped=dropped, again=again)
    for name in [name for name in data if name.startswith(OFFERED)]:
        del data[name]
    return data


def decide_field(data: QueryDict, name: str, choice: str) -> None:
    offered = {"theirs": THEIRS, "joined": JOINED, "edited": EDITED}
    if choice in offered:
        data[name] = data.get(f"{offered[choice]}{name}", "")
    elif choice != "mine":
        return
    data[f"{ORIGINAL}{name}"] = data.get(f"{THEIRS}{name}", "")
    data.pop(f"{EDITED}{name}", None)


def decide_deletion(data: QueryDict, row: str, *, is_deleted: bool) -> None:
    if not is_deleted:
        data.pop(f"{row}-DELETE", None)
    for offered in [name for name in data if name.startswith(f"{THEIRS}{row}-")]:
        name = offered.removeprefix(THEIRS)
        data[f"{ORIGINAL}{name}"] = data[name] = str(data[offered])


def groups(data: QueryDict) -> list[str]:
    """Return the prefixes of the groups of rows that were sent."""
    return [found[1] for name in data if (found := GROUP.fullmatch(name))]


@dataclass(frozen=True, slots=True)
class Rows:
    """The numbers of the rows of a group: of those that are stored, which name their id, and of new ones."""

    stored: list[int]
    new: list[int]


def sent_numbers(data: QueryDict, prefix: str) -> list[int]:
    names = re.compile(rf"{prefix}-([0-9]{{1,6}})-.+")
    return sorted({int(found[1]) for name in data if (found := names.fullmatch(name))})


def sent_rows(data: QueryDict, prefix: str) -> Rows:
    numbers = sent_numbers(data, prefix)
    stored = [row for row in numbers if data.get(f"{prefix}-{row}-id")]
    return Rows(stored, [row for row in numbers if row not in stored])


def renumbered(
    data: QueryDict, prefix: str, *, dropped: Collection[int] = (), again: Collection[int] = ()
) -> QueryDict:
    """Return what was sent without the `dropped` rows of a group, and with those to be made `again` as new ones."""
    rows, names = sent_rows(data, prefix), re.compile(rf"({ORIGINAL}|{EDITED}|){prefix}-([0-9]{{1,6}})-(.+)")
    staying = [row for row in rows.stored if row not in dropped and row not in again]
    new = [row for row in (*rows.stored, *rows.new) if row not in dropped and (row in again or row in rows.new)]
    number = {row: place for place, row in enumerate((*staying, *new))}
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        found = names.fullmatch(name)
        if not found:
            kept.setlist(name, values)
            continue
        lead, row, field = found[1], int(found[2]), found[3]
        if row in again and lead == ORIGINAL:
            # A new row has no originals, but the key it always had.
            lead, values = "", values if field == "key" else []
        if row in number and values and not (row in again and field in ("id", "mission")):
            kept.setlist(f"{lead}{prefix}-{number[row]}-{field}", values)
    kept[f"{prefix}-INITIAL_FORMS"], kept[f"{prefix}-TOTAL_FORMS"] = str(len(staying)), str(len(number))
    return kept


def all_again(sent: QueryDict) -> QueryDict:
    """Return a form whose row is gone as the form of a new one, its key, its address and its entries included."""
    data = sent.copy()
    for prefix in groups(data):
        data = renumbered(data, prefix, again=sent_numbers(data, prefix))
    if key := data.get(f"{ORIGINAL}key"):
        data["key"] = key
    for name in [name for name in data if name.startswith(ORIGINAL)]:
        del data[name]
    return data


def carried(data: QueryDict, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return every field that was sent, to be sent once more."""
    left = {TOKEN, *without}
    return [(name, str(value)) for name, values in data.lists() if name not in left for value in values]
