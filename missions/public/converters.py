"""Parts of addresses that may hold some words only."""

import re

from missions.pages.exports.tables import TABLES
from missions.text.exchange.formats import FORMATS


class TableConverter:
    """The name of a table: `phases` in `/missions/<slug>/phases.csv`."""

    regex = "|".join(TABLES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SuffixConverter:
    """What ends the address of a file that reference programs read: `bib` in `/missions/<slug>.bib`."""

    regex = "|".join(map(re.escape, FORMATS))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
