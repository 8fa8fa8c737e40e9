"""Values of the environment, read and checked.

What cannot be meant is refused when the site starts, in a sentence that names the variable and the cure, and never
after a visitor has met it. An empty variable counts as one that is not set.
"""

import os
import re
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

# The first parts of the readers' addresses, and of what serves them: none of them can be the desk's.
TAKEN = {
    "about", "accessibility", "changes", "csp-reports", "data", "favicon.ico", "healthz", "licence", "method",
    "missions", "preview", "readyz", "robots.txt", "search", "sitemap.xml", "sitemaps", "sources", "static",
    "styleguide", "timeline",
}  # fmt: skip
SHORTEST_KEY = 50
# Uses after which the driver has PostgreSQL prepare a statement. Search has its own prepared at the first.
PREPARED_AFTER = 5


def text(name: str, default: str = "") -> str:
    """Return a line of text."""
    value = os.environ.get(name, "").strip() or default
    return value if value.isprintable() else refuse(name, "holds a line break or another sign that cannot be printed.")


def words(name: str) -> list[str]:
    """Return the words between commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether something is switched on: 1 or 0."""
    value = text(name, "1" if default else "0")
    return value == "1" if value in ("0", "1") else refuse(name, f"is {value!r}. Write 1 for yes or 0 for no.")


def number(name: str, default: int, *, least: int, most: int) -> int:
    """Return a whole number between two others."""
    value = text(name, str(default))
    if not (re.fullmatch(r"[0-9]{1,9}", value) and least <= int(value) <= most):
        refuse(name, f"is {value!r}. Give a whole number from {least} to {most}, for example {default}.")
    return int(value)


def choice(name: str, *offered: str) -> str:
    """Return one of the words offered; the first is the default."""
    value = text(name, offered[0])
    return value if value in offered else refuse(name, f"is {value!r}. Write {' or '.join(offered)}.")


def folder(name: str, default: Path) -> Path:
    """Return a folder that is there."""
    path = Path(text(name, str(default)))
    return path if path.is_dir() else refuse(name, f"is {str(path)!r}, where no folder is. Make it or name another.")


def mail_address(name: str, default: str) -> str:
    """Return an address to write to, alone or behind a name: `Editors <editors@example.org>`."""
    value = text(name, default)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]):
        refuse(name, f"is {value!r}. Give an e-mail address, for example editors@example.org")
    return value


def site(name: str, default: str) -> SplitResult:
    """Return the scheme and the host under which the public reads the site."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        is_one = False
    if not is_one or f"{parts.scheme}://{parts.netloc}" != value or "@" in value or re.search(r"[\s\\]", value):
        refuse(name, f"is {value!r}. Give the scheme and the host alone, for example https://record.example.org")
    if not value.isascii():
        refuse(name, f"is {value!r}. Give the host as browsers send it: xn--bcher-kva.example for bücher.example")
    return parts


def hosts(name: str, default: list[str]) -> list[str]:
    """Return the host names to which the site answers: those given, and among them one of the `default`."""
    for word in (given := words(name)):
        if not re.fullmatch(r"\.?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]", word):
            refuse(
                name,
                f"holds {word!r}. Give host names alone, with commas: record.example.org, www.record.example.org. "
                "A star would let visitors choose the name.",
            )
    if given and not any(validate_host(host, [word.lower() for word in given]) for host in default):
        refuse(name, f"lacks the host of SITE_URL, at which every link leads to the site. Add it: {default[0]}")
    return given or default


def admin_path(name: str) -> str:
    """Return the part of the address under which the desk answers."""
    value = text(name, "admin").strip("/")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        refuse(name, f"is {value!r}. Give one word of small letters, digits and hyphens, for example desk-7f3a.")
    return refuse(name, f"is {value!r}, where readers' pages are. Choose another.") if value in TAKEN else value


def header(name: str, default: str) -> str:
    """Return the key under which a request holds a header: `X-Real-IP` becomes `HTTP_X_REAL_IP`."""
    value = text(name, default)
    if not re.fullmatch(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", value):
        refuse(name, f"is {value!r}. Give the name of a header, for example X-Forwarded-For.")
    return "HTTP_" + value.upper().replace("-", "_")


def secret_key(name: str, *, file: Path, is_public: bool) -> str:
    """Return the key that signs sessions: on a public host from the environment, on a laptop from a file as well."""
    key = os.environ.get(name, "").strip()
    cure = f'Put a line into the file of the environment; this prints one: echo "{name}=$(openssl rand -base64 48)"'
    if is_public and not key:
        refuse(name, f"is not set, and SITE_URL is public. {cure}; or, to log nobody out, the word in {file}.")
    if is_public and len(key) < SHORTEST_KEY:
        refuse(name, f"is too short to be safe: {SHORTEST_KEY} signs at least. {cure}")
    key = key or (file.read_text(encoding="utf-8").strip() if file.is_file() else "")
    return key or refuse(
        name,
        f"is not set. Run `make setup`, which writes one to {file}, or set the environment variable {name} to a long "
        "random text.",
    )


def database(name: str, *, file: Path) -> dict[str, Any]:
    """Return where the record is kept: SQLite in a file, or what an address names. A password in it is never shown."""
    address = text(name)
    if not address:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "CONN_MAX_AGE": None}
    cure = "Give an address such as postgres://user:password@host/name or sqlite:////srv/record/db.sqlite3"
    try:
        # Each thread of a server keeps its connection: workers times threads of them, and no pool is needed.
        found: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=None, conn_health_checks=True))
    except (ValueError, KeyError):
        refuse(name, f"cannot be read. {cure}")
    if found["ENGINE"].rpartition(".")[2] not in ("sqlite3", "postgresql"):
        refuse(name, f"names a database that this site does not run on. {cure}")
    if found["ENGINE"].endswith("postgresql"):
        found["OPTIONS"] = with_preparing(found.get("OPTIONS", {}), name=name)
    return found if found.get("NAME") else refuse(name, f"names no database. {cure}")


def with_preparing(options: dict[str, Any], *, name: str) -> dict[str, Any]:
    """Let PostgreSQL keep statements as it has read and planned them, unless an address says that it cannot."""
    if "prepare_threshold" not in options:
        return options | {"prepare_threshold": PREPARED_AFTER}
    if options["prepare_threshold"] != "none":
        refuse(name, "has a prepare_threshold that is not none. Leave it out, or write none for a pooler that forgets.")
    return options | {"prepare_threshold": None}


def refuse(name: str, fault: str) -> NoReturn:
    raise ImproperlyConfigured(f"{name} {fault}")
