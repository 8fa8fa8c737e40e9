"""No text takes work out of proportion to its length."""

import faulthandler

import pytest

from missions.text.markdown import Rendering, problems_of, render, statements
from tests.calls import calls_of

HOSTILE = {
    "brackets": (20_000, lambda n: "[" * n),
    "images": (8_000, lambda n: "![[" * n),
    "citations": (20_000, lambda n: "[@" * n),
    "open passages": (5_000, lambda n: '[@a, "' * n),
    "open typographic passages": (5_000, lambda n: "[@a, “" * n),
    "sources without end": (20_000, lambda n: "[@a" + "; @a" * n),
    "groups that fail late": (2_000, lambda n: '[@a,"[@b,\\"x";@a,' * n + "@A]"),
    "citations in links": (8_000, lambda n: "[a[@b]](" * n),
    "quotations": (20_000, lambda n: ">" * n + " a"),
    "lists": (300, lambda n: "".join("  " * depth + "- a\n" for depth in range(n))),
    "markers": (20_000, lambda n: "- " * n + "a"),
    "emphasis": (5_000, lambda n: "*a _b " * n + "_ *" * n),
    "stars": (10_000, lambda n: "*" * n + "a" + "*" * n),
    "code": (400, lambda n: "".join("`" * length + " " for length in range(n))),
    "comments": (20_000, lambda n: "<!--" * n),
    "links": (10_000, lambda n: "[a](" * n),
    "titles": (10_000, lambda n: '[a](b "' * n),
    "paragraphs": (4_000, lambda n: "a [@a]\n\n" * n),
    "definitions": (5_000, lambda n: "".join(f"[a{place}]: /b\n" for place in range(n)) + "[" * n),
}


def use(text):
    render(text, Rendering({"a": 1}))
    statements(text)
    problems_of(text)


def calls(text):
    return calls_of(lambda: use(text))


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_text_and_no_faster(name):
    longest, write = HOSTILE[name]
    short, long = write(longest // 40), write(longest // 20)
    assert calls(long) / calls(short) < 1.5 * len(long) / len(short)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_longest_hostile_text_comes_to_an_end(name):
    longest, write = HOSTILE[name]
    faulthandler.dump_traceback_later(60, exit=True)  # far beyond any machine's time; measured in benchmarks/
    try:
        use(write(longest)[:200_000])
    finally:
        faulthandler.cancel_dump_traceback_later()
