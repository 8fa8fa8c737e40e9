"""Parts of addresses that may hold some words only."""

from missions.pages.exports.tables import TABLES


class TableConverter:
    """The name of a table: `phases` in `/missions/<slug>/phases.csv`."""

    regex = "|".join(TABLES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
