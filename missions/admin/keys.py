"""Keys and addresses made from what an entry is called."""

from collections.abc import Container

from django.utils.text import slugify

from missions.models import (
    Content,
    Figure,
    Initiative,
    Leader,
    Link,
    Mission,
    Phase,
    Quotation,
    Relation,
    Source,
)

LONGEST = 60
# The fields that tell an entry from its neighbours, in the order a key names them.
TELLING: dict[type[Content], tuple[str, ...]] = {
    Mission: ("acronym",),
    Phase: ("title",),
    Initiative: ("title",),
    Source: ("publisher", "title", "published"),
    Figure: ("counted", "date"),
    Leader: ("name",),
    Quotation: ("speaker", "date"),
    Link: ("label",),
    Relation: ("kind", "other"),
}


def key_for(model: type[Content], cleaned: dict, taken: Container[str]) -> str:
    """Return an unused key for a new row of a model, made from its cleaned values."""
    parts = [part_of(name, cleaned.get(name)) for name in TELLING[model]]
    if model is Mission and not any(parts):
        parts = [part_of("name", cleaned.get("name"))]
    return unused(short("-".join(part for part in parts if part)) or str(model._meta.model_name), taken)


def slug_for(name: str, taken: Container[str]) -> str:
    """Return an unused address made from a mission's name."""
    return unused(short(slugify(name)) or "mission", taken)


def part_of(name: str, value) -> str:
    if isinstance(value, Content):
        return value.key
    words = slugify(value or "")
    # Of a source's date its year is enough, and of its title the first words.
    return words[:4] if name == "published" else short(words, 40)


def short(words: str, longest: int = LONGEST) -> str:
    """Cut words joined by hyphens between two of them."""
    words = words.replace("_", "-")
    cut = words if len(words) <= longest else words[: longest + 1].rpartition("-")[0] or words[:longest]
    return "-".join(part for part in cut.split("-") if part)


def unused(wanted: str, taken: Container[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
