"""Measures, one after the other: `make bench`; some of them by name: `python -m benchmarks search`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")
django.setup()

# They read the settings when they are imported.
from benchmarks import growth, loading, pages, search, serving, standing, text_hostile, writers, yardstick  # noqa: E402

for measure in (yardstick, pages, text_hostile, search, growth, loading, serving, standing, writers):
    if len(sys.argv) > 1 and measure.__name__.removeprefix("benchmarks.") not in sys.argv:
        continue
    print(f"== {measure.__doc__.splitlines()[0]}\n")
    measure.main()
    print()
