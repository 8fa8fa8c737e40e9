"""The last thing that `manage.py start` shows: a box with what a person needs next."""

from collections.abc import Mapping


def box(title: str, rows: Mapping[str, str]) -> str:
    """Return the title and the named rows in a frame."""
    wide = max(map(len, rows))
    lines = [title, "", *(f"{name.ljust(wide)}  {words}" for name, words in rows.items())]
    width = max(map(len, lines))
    edge = "─" * (width + 4)
    return "\n".join([f"┌{edge}┐", *(f"│  {line.ljust(width)}  │" for line in lines), f"└{edge}┘"])
