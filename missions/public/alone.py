"""A page as it can stand alone, without the server: opened from a disk, or from any folder of any web server.

The page is the server's, byte for byte, but for three things: links lead to files beside it, what only a server answers
(forms, and links to what has no file) is not there, and the foot says so.
"""

import re
from collections.abc import Mapping
from posixpath import dirname, relpath

from django.utils.html import format_html
from django.utils.translation import gettext as _

# The site's own templates write every attribute in double quotes, and no form stands in another.
ADDRESS = re.compile(r'(<[^<>]*\s(?:href|src)=")(/[^"#?]*)(\??[^"#]*)((?:#[^"]*)?")')
ANCHOR = re.compile(r'<a\b[^>]*\shref="(/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
FORM = re.compile(r"<form\b.*?</form>\n?", re.DOTALL)
SEARCH = re.compile(r'<a class="nav-link nav-search"[^>]*>.*?</a>\n?')
FOOT = "</footer>"


def alone(page: str, *, file: str, files: Mapping[str, str], site_url: str) -> str:
    """Return a page for a file; `files` maps addresses, also those that lead on, to the files that answer them."""

    def leads(address: str) -> bool:
        return address.partition("#")[0] in files

    def unlinked(found: re.Match) -> str:
        return found[0] if leads(found[1]) else found[2]

    def relative(found: re.Match) -> str:
        before, address, _query, after = found.groups()
        return f"{before}{relpath(files[address], dirname(file))}{after}" if address in files else found[0]

    page = ANCHOR.sub(unlinked, SEARCH.sub("", FORM.sub("", page)))
    return ADDRESS.sub(relative, page).replace(FOOT, note(site_url) + FOOT)


def note(site_url: str) -> str:
    return format_html(
        '<p class="imprint-line">{} <a href="{}">{}</a></p>\n',
        _("This is a copy in files. Search, filters, the page of a day and other differences are at"),
        site_url + "/",
        site_url,
    )
