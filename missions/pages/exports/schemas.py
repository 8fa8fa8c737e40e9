"""The published shapes of the JSON files, as JSON Schema has it: https://json-schema.org/draft/2020-12

Each is a file beside this module, a promise to its readers: it changes by hand alone, never with a model.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from missions.pages.site import Site

PLACES = {"record": "record-schema", "source": "source-schema"}


def schema(name: str, site: Site) -> dict[str, Any]:
    """Return a schema under its public address; `record.schema.json` in it leads to the other one."""
    return {**read(name), "$id": site.address(PLACES[name])}


@cache
def read(name: str) -> dict[str, Any]:
    file = Path(__file__).with_name(f"{name}.schema.json")
    return json.loads(file.read_text(encoding="utf-8"))
