"""Mail addresses that lead nowhere, by their name alone. Pure."""

from typing import Final

RESERVED: Final = frozenset({"example", "invalid", "localhost", "test"})
"""Top-level domains that never have a mail server (RFC 2606 section 2, RFC 6761): mail to them bounces at best.
`example.com` is not one of them, and has a server that refuses."""


MADE_UP: Final = ".localhost"
"""The end of the first administrator's address, until she enters her own."""


def why_no_mail(address: str) -> str | None:
    """Why no mail can reach this address, and the mend, worded for its owner; None: it may."""
    end = reserved_end(address)
    if end is None:
        return None
    if end == MADE_UP:
        return "You have no mail address yet: enter one at Settings, Profile."
    return f"No mail gets to {address}, names in {end} lead nowhere: enter another address at Settings, Profile."


def reserved_end(address: str) -> str | None:
    """`.example` of an address that can never be reached; None: mail may get there.
    Takes `Ines <ines@shop.example>` too."""
    host = address.strip().rstrip(">").rpartition("@")[2].rstrip(".").casefold()
    last = host.rpartition(".")[2]
    return f".{last}" if last in RESERVED else None
