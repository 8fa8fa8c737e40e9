"""The formats that reference programs read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from missions.text.exchange.bibtex import bibtex
from missions.text.exchange.csl import csl_json
from missions.text.exchange.ris import ris
from missions.text.exchange.work import Work


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` ends the addresses and names of its files."""

    name: str
    suffix: str
    content_type: str
    write: Callable[[Iterable[Work]], str]


FORMATS = {
    one.suffix: one
    for one in (
        Format("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex),
        Format("RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris),
        # JSON is UTF-8 without saying so: https://www.rfc-editor.org/rfc/rfc8259#section-11
        Format("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl_json),
    )
}
