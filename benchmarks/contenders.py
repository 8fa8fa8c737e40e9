"""What the baked page is measured against, for a server to import: the same bytes with the same headers.

SERVED names a folder with `page.json`, the headers that the site answered with, and `site`, its page as a file.
"""

import json
import os
from pathlib import Path

from whitenoise import WhiteNoise

served = Path(os.environ["SERVED"])
headers = [(name, value) for name, value in json.loads((served / "page.json").read_text())]
body = [(served / "site" / "index.html.gz").read_bytes()]
# WhiteNoise has its own way with these.
OWN = ("cache-control", "content-encoding", "content-length", "content-type", "etag", "last-modified", "vary")


def barest(environ, start_response):
    """Answer whatever is asked."""
    start_response("200 OK", headers)
    return body


def add_headers(sent, _path, _url):
    for name, value in headers:
        if name not in OWN:
            sent[name] = value


whitenoise = WhiteNoise(
    barest, root=served / "site", index_file=True, max_age=0, charset="utf-8", add_headers_function=add_headers
)
