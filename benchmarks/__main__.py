"""Measures, one after the other: `make bench`; some of them by name: `python -m benchmarks search`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")
django.setup()

# They read the settings when they are imported.
from benchmarks import (  # noqa: E402
    exporting,
    growth,
    loading,
    pages,
    peer,
    search,
    serving,
    standing,
    text_hostile,
    writers,
    yardstick,
)

for measure in (yardstick, pages, text_hostile, search, growth, loading, exporting, serving, standing, writers, peer):
    # The peer is downloaded: it is measured only where it is named.
    is_chosen = len(sys.argv) > 1 or measure is peer
    if is_chosen and measure.__name__.removeprefix("benchmarks.") not in sys.argv:
        continue
    print(f"== {measure.__doc__.splitlines()[0]}\n")
    measure.main()
    print()
