"""Which addresses may be asked: those of the public web alone, as their names resolve at that moment."""

import asyncio
import ipaddress
import socket

import httpx

# Addresses and ports that are asked although they are not public: tests put their own server here.
ALSO_ALLOWED: set[tuple[str, int]] = set()
PORTS = {"http": 80, "https": 443}
# Doors to a cloud's own machinery, and what the registries keep for protocols: not told by `is_global` everywhere.
RESERVED = [ipaddress.ip_network(one) for one in ("168.63.129.16/32", "192.0.0.0/24", "100.64.0.0/10")]
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenAddress(Exception):
    """An address is none of the public web."""


class UnknownHost(Exception):
    """The name of a host leads to no address now."""


async def places_of(url: httpx.URL) -> list[str]:
    """Return the numeric addresses to connect to. Raises ForbiddenAddress if a single one of them is not public."""
    host, port = url.raw_host.decode("ascii"), port_of(url)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise UnknownHost(host) from fault
    places = list(dict.fromkeys(str(place[4][0]) for place in found))
    for place in places:
        if (place, port) not in ALSO_ALLOWED and not (port in PORTS.values() and is_public(place)):
            raise ForbiddenAddress(f"{place}:{port}")
    return places


def port_of(url: httpx.URL) -> int:
    """Return the port of an address. Raises ForbiddenAddress where no address of a document looks like that."""
    if url.scheme not in PORTS or not url.host or url.userinfo:
        raise ForbiddenAddress(url.scheme)
    return url.port or PORTS[url.scheme]


def is_public(place: str) -> bool:
    """Say whether a numeric address belongs to the public internet, whatever else is written within it."""
    try:
        address = ipaddress.ip_address(place)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or (ipaddress.ip_address(int(address) & 0xFFFFFFFF) if address in NAT64 else None)
        if within:
            return is_public(str(within))
        if address.sixtofour or address.teredo or address.is_site_local:
            return False
    is_special = address.is_multicast or address.is_reserved or any(address in one for one in RESERVED)
    return address.is_global and not is_special
