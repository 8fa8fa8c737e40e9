"""Nothing but the public web is ever connected to: not by number, by name, by a name that changes, nor by redirect."""

import pytest

from missions.links.places import is_public
from tests.links.conftest import found


@pytest.mark.parametrize(
    "place",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2001:0:5ef5:79fd:0:59d:a0e5:ba2",
        "2001:db8::1",
        "2002:7f00:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "nonsense",
        "",
    ],
)
def test_what_is_not_public_is_refused(place):
    assert not is_public(place)


@pytest.mark.parametrize(
    "place", ["1.1.1.1", "152.152.31.120", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_what_is_public_is_not(place):
    assert is_public(place)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost.test", "[::1]", "169.254.169.254", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"],
)
def test_this_machine_is_not_asked_under_any_of_its_names(web, host):
    url = f"http://{host}/"
    assert found(url)[url].state in ("forbidden", "unknown-host")
    assert web.asked == []


def test_a_name_of_which_one_place_is_private_is_not_asked(web):
    web.names["mixed.test"] = [["127.0.0.1", "10.0.0.1"]]
    assert found(web.url("/", "mixed.test"))[web.url("/", "mixed.test")].state == "forbidden"
    assert web.asked == []


@pytest.mark.parametrize("to", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://inner.test/"])
def test_a_redirect_to_a_private_place_is_not_followed(web, to):
    web.names["inner.test"] = [["192.168.0.10"]]
    web.pages["/out"] = (302, {"Location": to})
    assert found(web.url("/out"))[web.url("/out")].state == "forbidden"
    assert [asked.path for asked in web.asked] == ["/out"]


def test_the_very_place_that_was_looked_at_is_connected_to(web):
    """A name that leads elsewhere a moment later gains nothing: it is looked up once for each question."""
    web.names["changing.test"] = [["127.0.0.1"], ["10.0.0.1"]]
    assert found(web.url("/", "changing.test"))[web.url("/", "changing.test")].state == "answers"
    assert web.looked_up.count("changing.test") == 1
    assert [asked.host for asked in web.asked] == [f"changing.test:{web.port}"]


def test_a_name_that_changes_between_two_steps_is_looked_at_again(web):
    web.names["changing.test"] = [["127.0.0.1"], ["10.0.0.1"]]
    web.pages["/"] = (302, {"Location": "/inner"})
    assert found(web.url("/", "changing.test"))[web.url("/", "changing.test")].state == "forbidden"
    assert [asked.path for asked in web.asked] == ["/"]


def test_the_proxies_of_the_environment_are_not_used(web, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{web.port}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{web.port}")
    assert found(web.url("/page"))[web.url("/page")].state == "answers"
    assert [asked.path for asked in web.asked] == ["/page"]
