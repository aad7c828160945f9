"""Where a request came from when there are proxies in between. Pure.

Only what trusted proxies wrote is believed: the chain is read from the right, and the first address that is not a
trusted proxy is the client. Everything left of it is what that client claims.
"""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from core.errors import Refused

Network = IPv4Network | IPv6Network

_MAX_HOPS: Final = 50


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Parse networks (CIDR) and single addresses. Raises Refused for what is neither."""
    try:
        return tuple(ip_network(text, strict=False) for text in texts)
    except ValueError as error:
        raise Refused(f"a trusted proxy is neither address nor network: {error}") from error


def client_address(peer: str | None, forwarded_for: str, forwarded: str, trusted: tuple[Network, ...]) -> str | None:
    """The client's address, or None when a trusted proxy would not say.

    `peer` is the other end of the connection, None on a Unix socket. `forwarded_for` and `forwarded` are the values of
    X-Forwarded-For and Forwarded (RFC 7239), several joined by commas; the first of them that is there counts.
    """
    if not trusted or peer is None:
        return peer
    address: str | None = peer
    hops = _split(forwarded_for) if forwarded_for else _forwarded_hops(forwarded)
    while hops and address is not None and is_trusted(address, trusted):
        address = _address(hops.pop())
    return address


@lru_cache(maxsize=4096)
def is_trusted(address: str, trusted: tuple[Network, ...]) -> bool:
    parsed = _parse(address)
    return parsed is not None and any(parsed in network for network in trusted)


def _split(value: str) -> list[str]:
    return value.split(",")[-_MAX_HOPS:]


def _forwarded_hops(value: str) -> list[str]:
    hops = []
    for hop in _split(value) if value else ():
        pairs = (pair.partition("=") for pair in hop.split(";"))
        hops += [content for name, _, content in pairs if name.strip().lower() == "for"][:1]
    return hops


def _address(hop: str) -> str | None:
    """The address in one hop, without port, brackets and quotes; None for `unknown` and the like."""
    text = hop.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    parsed = _parse(text)
    return None if parsed is None else str(parsed)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(text)
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed
