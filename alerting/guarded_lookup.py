"""Checks addresses for a library that makes its own connections, in a thread of its own.

Such a library calls `socket.getaddrinfo` for each connection, even when it follows a redirect or when a name's
addresses change, and connects to what that answers. Other threads are not affected.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from core.addresses import Allowed, literal_address

_system: Final[Callable[..., list[Any]]] = socket.getaddrinfo
_thread = threading.local()


class NotAllowed(OSError):
    """A look-up was refused. The text says which address, and why."""


@contextmanager
def checked_lookups(allowed: Allowed, refusals: list[str]) -> Iterator[None]:
    """Inside this context, look-ups of this thread answer only addresses that may be called; refusals are added to
    `refusals`."""
    socket.getaddrinfo = _checked
    _thread.allowed, _thread.refusals = allowed, refusals
    try:
        yield
    finally:
        _thread.allowed = None


def _checked(host: Any, port: Any, *args: Any, **kwargs: Any) -> list[Any]:
    found = _system(host, port, *args, **kwargs)
    allowed: Allowed | None = getattr(_thread, "allowed", None)
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if allowed is None or allowed.has_host(name):
        return found
    good, why = [], "a name without an address"
    for one in found:
        address = literal_address(str(one[4][0]))
        refusal = "a strange address" if address is None else allowed.refusal(address)
        if refusal is None:
            good.append(one)
        else:
            why = refusal
    if not good:
        _thread.refusals.append(f"{name} is {why}")
        raise NotAllowed(f"{name} is {why}")
    return good
