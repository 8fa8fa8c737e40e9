"""Citations under another key: every other letter of a text stays as it was."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

from missions.text.cited_items import items


def with_keys(text: str, keys: Mapping[str, str]) -> str:
    """Return a text whose citations name `keys[key]` where they named `key`.

    A source that a group would then name twice in the same words is named once. Works on texts and on fields of
    citations, whose brackets may be left out.
    """
    edits = []
    for _group, found in groupby(items(text), lambda item: item.group_start):
        seen = []
        is_changed, before = False, 0
        for item in found:
            now = replace(item.citation, key=keys.get(item.citation.key, item.citation.key))
            is_changed = is_changed or now != item.citation
            if is_changed and now in seen:
                edits.append((before, item.end, ""))
            elif now != item.citation:
                edits.append((item.start + 1, item.end_of_key, now.key))
            seen.append(now)
            before = item.end
    parts, done = [], 0
    for start, end, words in edits:
        parts += [text[done:start], words]
        done = end
    return "".join([*parts, text[done:]])
