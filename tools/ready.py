"""Ask the site on this machine whether it is ready: status 0 if it is. PORT names the port, SITE_URL the site.

    python tools/ready.py

It needs nothing but the standard library: `tools/upgrade.py` and containers ask with it.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit


def answer(port: int, path: str = "/readyz") -> tuple[int, str]:
    """Return status and first line of what the site says, as a proxy in front would get it; 0 where nobody answers."""
    site = urlsplit(os.environ.get("SITE_URL") or f"http://localhost:{port}")
    headers = {"Host": site.netloc, "X-Forwarded-Proto": site.scheme}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace").partition("\n")[0]
    except (OSError, http.client.HTTPException) as fault:
        return 0, str(fault)
    finally:
        connection.close()


if __name__ == "__main__":
    status, words = answer(int(os.environ.get("PORT") or 8000))
    print(words)
    sys.exit(status != 200)
