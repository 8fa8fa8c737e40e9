"""What people call the entries of a record."""

from collections.abc import Mapping

from missions.text.dates import readable

# What an entry is called by; its key where it has nothing better.
NAMED_BY = ("title", "name", "label", "counted", "speaker", "key")
# Of these there are several of one name.
DATED = ("figures", "quotations")


def title_of(section: str, row: Mapping) -> str:
    """Return what people call an entry: its title or name; a source without a title, its publisher and date.

    A figure and a quotation are followed by their date, which tells them apart from others of their name, and a figure
    by how many it says, as sources differ on one date.
    """
    if section == "sources" and not row["title"]:
        return ", ".join(filter(None, (row["publisher"], readable(row["published"]))))
    name = name_of(section, row)
    date = readable(row["date"]) if section in DATED else ""
    title = ", ".join(filter(None, (name, date)))
    return ": ".join(filter(None, (title, number(row)))) if section == "figures" else title


def number(row: Mapping) -> str:
    """Return how many a figure says, in its own wording or in digits; "" where nothing is given yet."""
    if row["wording"] or row["low"] is None:
        return str(row["wording"])
    return f"{row['low']:,}" if row["high"] is None else f"{row['low']:,}–{row['high']:,}"


def name_of(section: str, row: Mapping) -> str:
    """Return the title or name of an entry alone; of a relation that of the other mission, as readers know it."""
    if section == "relations" and row.get("other"):
        return str(row["other"]["name"] or row["key"])
    return next((row[field] for field in NAMED_BY if row.get(field)), "")
