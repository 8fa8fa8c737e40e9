"""Texts are written as people read them, and read back as they were."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from missions.files.emitter import Block, written

# What stands in Markdown, and what YAML stumbles over.
LETTERS = st.sampled_from(list(" \t\n\r\x00\x85\u2028\ufeff-:#|>'\"[]{}&*!%@`,?\\~=<.0123456789yYnNoOeEx_+é😀م"))


@given(st.text(LETTERS | st.characters(exclude_categories=["Cs"])))
@example("\n")
@example("\t indented\n\n")
@example("  \n text")
@example("| a |\t\n|---|\n\n\n")
def test_every_text_comes_back_as_it_was_through_either_reader(text):
    rows = [{"text": text, "block": Block(text), "key": (text,)}, {"after": Block(text)}]
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load(written(rows), loader) == [{"text": text, "block": text, "key": [text]}, {"after": text}]


@given(st.text(st.sampled_from(list("word \t\n-#:")), min_size=1).filter(lambda text: "\n" in text))
def test_a_text_of_several_lines_stands_as_it_is_read(text):
    block = written([{"text": text}]).split("\n")[1:]
    assert [line.removeprefix("    ") for line in block][: text.count("\n") + 1] == text.split("\n")


@pytest.mark.parametrize(
    "word", ["No", "y", "on", "null", "~", "010", "12:30", "2018", "2018-10-31", "1e3", "0x1F", "1.0"]
)
def test_a_word_that_yaml_takes_for_something_else_is_quoted(word):
    assert written([word]) == f"- '{word}'\n"


def test_a_text_of_one_paragraph_is_a_block_as_well_so_that_the_second_moves_nothing():
    assert written([Block("One.")]) == "- |-\n  One.\n"
    assert written([Block("Trailing \t ")]) == "- |-\n  Trailing \t \n"
