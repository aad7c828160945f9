"""Which hosts may be called: checks a URL, then the addresses that its host resolves to. For alerting/outbound.py."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from alerting.calls import CallFailed
from core.addresses import Allowed, literal_address
from core.alerts import FailureClass

_ANY: Final = socket.AF_UNSPEC

Lookup = Callable[[str, int], Awaitable[list[tuple[socket.AddressFamily, str]]]]
"""The addresses of a name. Raises OSError."""


async def system_lookup(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
    """As the machine resolves names. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, str(address[0])) for family, _, _, _, address in found]


def check_url(text: str, allowed: Allowed) -> URL:
    """Check a URL before its host is resolved. The parsed URL that is checked here is the one that is called: two
    parsers that read `http://a\\@b/` differently would be a way around the check. Raises CallFailed."""
    try:
        url = URL(text)
        host, _ = url.host, url.port
    except ValueError:
        raise CallFailed(FailureClass.DATA, "the address is no URL: enter one like https://host/path") from None
    if url.scheme not in ("http", "https") or not host:
        raise CallFailed(FailureClass.BLOCKED, "the address must begin with https:// or http://")
    address = literal_address(host)
    refusal = None if address is None or allowed.has_host(host) else allowed.refusal(address)
    if refusal:
        raise blocked(host, refusal)
    return url


def blocked(host: str, refusal: str) -> CallFailed:
    return CallFailed(
        FailureClass.BLOCKED,
        f"{host} is {refusal}, which is not called: "
        f"whoever runs the server can open it with REDSHANK_OUTBOUND_ALLOW={host}",
    )


async def checked_addresses(
    host: str, port: int, allowed: Allowed, lookup: Lookup
) -> list[tuple[socket.AddressFamily, str]]:
    """The addresses of a host that may be called. Raises CallFailed where there is none, OSError for an unknown
    name."""
    found = await lookup(host, port)
    if allowed.has_host(host):
        return found
    refusal = "a name without an address"
    good = []
    for family, text in found:
        address = literal_address(text)
        why = "a strange address" if address is None else allowed.refusal(address)
        if why is None:
            good.append((family, text))
        else:
            refusal = why
    if not good:
        raise blocked(host, refusal)
    return good


class CheckedResolver(AbstractResolver):
    def __init__(self, lookup: Lookup, allowed: Allowed, proxy_host: str | None) -> None:
        self._lookup = lookup
        self._allowed = allowed
        self._proxy_host = proxy_host

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = _ANY) -> list[ResolveResult]:
        is_proxy = host == self._proxy_host
        found = await (
            self._lookup(host, port) if is_proxy else checked_addresses(host, port, self._allowed, self._lookup)
        )
        return [
            ResolveResult(
                hostname=host, host=text, port=port, family=one, proto=socket.IPPROTO_TCP, flags=socket.AI_NUMERICHOST
            )
            for one, text in found
        ]

    async def close(self) -> None:
        pass
