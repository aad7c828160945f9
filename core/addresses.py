"""Which addresses messages and calls may go to: the internet, and only those internal hosts and networks that the
operator names.

Otherwise anybody who may set a webhook's address could make this server send requests to internal hosts or to the
cloud's metadata service.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

IpAddress: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_EMBEDDING: Final = (
    (ip_network("64:ff9b::/96"), "a translated IPv4 address (NAT64)"),
    (ip_network("64:ff9b:1::/48"), "a translated IPv4 address (NAT64)"),
    (ip_network("2002::/16"), "a tunnelled IPv4 address (6to4)"),
    (ip_network("2001::/32"), "a tunnelled IPv4 address (Teredo)"),
    (ip_network("::/96"), "an IPv4 address in IPv6"),
    (ip_network("::ffff:0:0:0/96"), "a translated IPv4 address"),
)
"""IPv6 ranges that embed an IPv4 address of anybody's choice. Refused altogether: no webhook has such an address."""

_CGNAT: Final = ip_network("100.64.0.0/10")
"""RFC 6598: addresses between a provider and its customers; some clouds serve their metadata there."""
_SITE_LOCAL: Final = ip_network("fec0::/10")
_NOT_ASSIGNED: Final = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20", "5f00::/16", "100:0:0:1::/64"))
)
"""Of IANA's registries of special addresses, those that `ipaddress` takes for the internet in one or the other
version of Python."""
_METADATA: Final = frozenset(
    {ip_address("169.254.169.254"), ip_address("fd00:ec2::254"), ip_address("168.63.129.16"), ip_address("192.0.0.192")}
)
"""Of Amazon, Google, Azure and others. 168.63.129.16 is a public address, which Azure alone answers on; 192.0.0.192 is
Oracle's."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator opened, beside the internet: networks, and hosts by name."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()

    def has_host(self, host: str) -> bool:
        return host.lower().rstrip(".") in self.hosts

    def refusal(self, address: IpAddress) -> str | None:
        """Why nothing may be sent to this address; None: it is allowed."""
        plain = _unmapped(address)
        if any(plain in network for network in self.networks if network.version == plain.version):
            return None
        return _kind(plain)


def parse_allowed(texts: Iterable[str]) -> Allowed:
    """Parse networks (10.0.0.0/8), addresses and host names. Raises ValueError for a malformed network."""
    networks: list[Network] = []
    hosts = set()
    for text in (one.strip() for one in texts):
        if not text:
            continue
        if "/" in text or _is_address(text):
            networks.append(ip_network(text, strict=False))
        else:
            hosts.add(text.lower().rstrip("."))
    return Allowed(tuple(networks), frozenset(hosts))


def literal_address(host: str) -> IpAddress | None:
    """The address that a URL's host is, with or without brackets; None for a name. Only the canonical form counts:
    0177.0.0.1 and 2130706433 are treated as names, and the addresses that they resolve to are checked later."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    return literal_address(text) is not None


def _unmapped(address: IpAddress) -> IpAddress:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _kind(address: IpAddress) -> str | None:
    if address in _METADATA:
        return "the address of a cloud's metadata"
    if address.is_unspecified:
        return "no address at all"
    if address.is_loopback:
        return "this machine itself"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast:
        return "a multicast address"
    if isinstance(address, IPv6Address):
        for network, meaning in _EMBEDDING:
            if address in network:
                return meaning
    elif address in _CGNAT:
        return "an address of a provider's own network (CGNAT)"
    if any(address in network for network in _NOT_ASSIGNED):
        return "a reserved address"
    if address.is_private or address in _SITE_LOCAL:
        return "a private address"
    return None if address.is_global and not address.is_reserved else "a reserved address"
