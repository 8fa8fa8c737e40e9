"""The door for a server."""

import subprocess
import sys

from django.conf import settings

LOOK = "import gc, nmi_site.wsgi; print(gc.get_freeze_count() > 100_000, gc.isenabled(), gc.get_count()[0] < 100_000)"
RELEASE = "import nmi_site.wsgi; from missions.public import release; print(release.code.cache_info().currsize)"


def test_a_server_knows_its_release_before_files_of_another_can_come():
    assert printed_by(RELEASE) == ["1"]


def test_what_a_server_imported_is_left_out_of_the_search_for_garbage():
    assert printed_by(LOOK) == ["True", "True", "True"]


def printed_by(program: str) -> list[str]:
    words = [sys.executable, "-c", program]
    return subprocess.run(words, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True).stdout.split()
