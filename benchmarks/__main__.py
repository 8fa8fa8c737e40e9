"""Measures, one after the other: `make bench`; some of them by name: `python -m benchmarks search`.

Those beside a peer are measured by name alone.
"""

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

# What they are measured beside has to be installed or downloaded first.
BY_NAME_ALONE = (exporting, peer)

for measure in (yardstick, pages, text_hostile, search, growth, loading, exporting, serving, standing, writers, peer):
    if (len(sys.argv) > 1 or measure in BY_NAME_ALONE) and measure.__name__.removeprefix("benchmarks.") not in sys.argv:
        continue
    print(f"== {measure.__doc__.splitlines()[0]}\n")
    measure.main()
    print()
