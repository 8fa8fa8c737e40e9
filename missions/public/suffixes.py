"""What ends the address of a file that reference programs read."""

import re

from missions.text.exchange.formats import FORMATS


class SuffixConverter:
    """`bib` in `/missions/<slug>.bib`."""

    regex = "|".join(map(re.escape, FORMATS))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
