"""Mail addresses that lead nowhere, by their name alone. Pure."""

from typing import Final

RESERVED: Final = frozenset({"example", "invalid", "localhost", "test"})
"""Last labels that no mail server may ever stand behind (RFC 2606 section 2, RFC 6761): what is sent there comes back
at best. `example.com` is not one of them, and has a server that refuses."""


MADE_UP: Final = ".localhost"
"""So ends the address of whoever was made at the first start, until she enters hers."""


def why_no_mail(address: str) -> str | None:
    """Why none can get there, and the mend, for whoever has that address; None: it may."""
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
