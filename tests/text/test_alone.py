"""The text package needs no Django."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
sys.modules["django"] = None  # importing it now fails
from missions.text import citations, dates, differences, markdown
print(markdown.render_inline("In *2018* [@a].", markdown.Rendering({"a": 1})))
print(dates.words(dates.understand("Oct 2018")))
assert not any(name.startswith("django.") for name in sys.modules)
"""


def test_texts_and_dates_are_read_where_there_is_no_django():
    root = Path(__file__).parents[2]
    python = [sys.executable, "-W", "error", "-c", PROGRAM]
    run = subprocess.run(python, cwd=root, capture_output=True, text=True, check=False)
    assert (run.stderr, run.returncode) == ("", 0)
    assert "<em>2018</em>" in run.stdout
    assert run.stdout.rstrip().endswith("October 2018")
