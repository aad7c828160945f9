"""Ports for servers that must be told theirs before they start, or that have the same again after a restart."""

import random
import socket

from tests.engines.errors import EngineError

_PORTS = range(15_000, 32_000)
"""Below those that the system hands out by itself, so that nobody takes one while its server is down."""


def free_ports(count: int) -> tuple[int, ...]:
    """So many of 127.0.0.1 that nobody listens on. Raises EngineError where there are too few."""
    found: list[int] = []
    for port in random.sample(_PORTS, len(_PORTS)):
        if len(found) == count:
            return tuple(found)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.append(port)
    raise EngineError(f"no free port between {_PORTS.start} and {_PORTS.stop}")
