"""An empty site in this process for a measure, on a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test.utils import override_settings, setup_databases, teardown_databases


@contextmanager
def empty_site() -> Iterator[None]:
    """Give an empty database; static files have their plain names, as `collectstatic` need not have run."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True):
            yield
    finally:
        teardown_databases(databases, verbosity=0)
