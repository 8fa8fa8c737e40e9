"""Addresses of one document are recognised however they are written."""

import pytest

from missions.text.addresses import plain_address

ONE = "nato.int/news/start?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.nato.int/news/start?id=7",
        "http://nato.int/news/start/?id=7",
        "https://NATO.int:443/news/start?id=7#training",
        " https://www.nato.int/news/start?utm_source=mail&id=7&fbclid=x ",
    ],
)
def test_the_same_document_has_one_plain_address(url):
    assert plain_address(url) == ONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://nato.int/a?id=1", "https://nato.int/a?id=2"),
        ("https://nato.int/a", "https://nato.int/A"),
        ("https://nato.int/a", "https://nato.int:8000/a"),
        ("https://nato.int/a", "https://news.nato.int/a"),
    ],
)
def test_different_documents_keep_different_addresses(one, other):
    assert plain_address(one) != plain_address(other)


@pytest.mark.parametrize("text", ["", "nato.int/a", "mailto:a@b.c", "https://", "https://[", "https://a:b/"])
def test_what_is_no_address_has_none(text):
    assert plain_address(text) == ""


def test_parameters_stand_in_one_order():
    assert plain_address("https://a.example/?b=2&a=1") == plain_address("https://a.example/?a=1&b=2")


def test_escaped_letters_are_the_letters():
    assert plain_address("https://a.example/%D8%A8") == "a.example/ب"
