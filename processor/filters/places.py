"""Where an event comes from: the developer's own machine, or a network."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network

from processor.filters.seen import Address, Seen, address_of, pairs, section, text


def is_localhost(seen: Seen) -> bool:
    """By the page's URL; without one by the Host header, without that by the user's address.

    In this order, as behind a proxy on the same machine every address may be the machine's own.
    """
    request = section(seen.data, "request")
    host = _host_of_url(text(request.get("url")))
    if not host:
        named = (value for name, value in pairs(request.get("headers")) if name.lower() == "host")
        host = _without_port(next(named, ""))
    if host:
        return _is_local(host)
    address = seen.user_address
    return address is not None and address.is_loopback


def networks(patterns: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Raises ValueError for what is none."""
    return tuple(ip_network(pattern, strict=False) for pattern in patterns)


def is_within(addresses: Sequence[Address], wanted: Sequence[IPv4Network | IPv6Network]) -> bool:
    return any(address in network for address in addresses for network in wanted)


def _is_local(host: str) -> bool:
    host = host.lower().rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = address_of(host)
    return address is not None and (address.is_loopback or address.is_unspecified)


def _host_of_url(url: str) -> str:
    """Not by urllib, which raises for some of what people send."""
    scheme, mark, rest = url.partition("://")
    if not mark or not scheme.isascii():
        return ""
    for end in "/?#\\":
        rest = rest.partition(end)[0]
    return _without_port(rest.rpartition("@")[2])


def _without_port(host: str) -> str:
    host = host.strip()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host if host.count(":") > 1 else host.partition(":")[0]
