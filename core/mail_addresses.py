"""Mail addresses that lead nowhere, by their name alone. Pure."""

from typing import Final

RESERVED: Final = frozenset({"example", "invalid", "localhost", "test"})
"""Last labels that no mail server may ever stand behind (RFC 2606 section 2, RFC 6761): what is sent there comes back
at best. `example.com` is not one of them, and has a server that refuses."""


def reserved_end(address: str) -> str | None:
    """`.example` of an address that can never be reached; None: mail may get there.
    Takes `Ines <ines@shop.example>` too."""
    host = address.strip().rstrip(">").rpartition("@")[2].rstrip(".").casefold()
    last = host.rpartition(".")[2]
    return f".{last}" if last in RESERVED else None
