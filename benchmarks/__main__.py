"""Measures, one after the other: `make bench`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")
django.setup()

from benchmarks import loading, pages, search, text_hostile  # noqa: E402  # they read the settings when they are imported

for measure in (pages, text_hostile, search, loading):
    print(f"== {measure.__doc__.splitlines()[0]}\n")
    measure.main()
    print()
