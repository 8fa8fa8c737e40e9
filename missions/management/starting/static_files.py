"""Step: style sheets and scripts stand where the server takes them from."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static_files() -> str:
    """Collect and compress them if one has changed: compression takes seconds, comparing does not."""
    stamp = settings.VAR_DIR / "static-files"
    sources = find_sources()
    now = fingerprint(sources)
    if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT).is_dir():
        return "unchanged"
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)
    return f"{len(sources)} files collected"


def find_sources() -> list[Path]:
    """Return every file that Django would collect."""
    return sorted(
        {Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list(["CVS", ".*", "*~"])}
    )


def fingerprint(sources: list[Path]) -> str:
    """Return a hash of their names, sizes and times, and of what processes them."""
    parts = [f"{package} {version(package)}" for package in ("Django", "whitenoise", "Brotli")]
    parts += [str(settings.STATIC_ROOT), str(settings.STORAGES["staticfiles"])]
    for source in sources:
        found = source.stat()
        parts.append(f"{source} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
