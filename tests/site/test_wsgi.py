"""The door for a server."""

import subprocess
import sys

from django.conf import settings

LOOK = "import gc, nmi_site.wsgi; print(gc.get_freeze_count() > 100_000, gc.isenabled(), gc.get_count()[0] < 100_000)"


def test_what_a_server_imported_is_left_out_of_the_search_for_garbage():
    ran = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["True", "True", "True"]
