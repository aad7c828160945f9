"""Hooks into Python: whatever escapes the program is reported on its way out.

Every integration is a module with `install(reporter) -> uninstall`. A hook calls what was there before it, and after
`uninstall` it only does that: something else may have wrapped it meanwhile, so it cannot always be taken out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from . import asyncio, excepthook, logging, threading, unraisable
from .report import GetClient, Reporter

_INSTALLERS: dict[str, Callable[[Reporter], Callable[[], None]]] = {
    "logging": logging.install,
    "excepthook": excepthook.install,
    "threading": threading.install,
    "asyncio": asyncio.install,
    "unraisable": unraisable.install,
}
ALL = tuple(_INSTALLERS)
"""The names of all integrations."""


def install(names: Sequence[str], client: GetClient) -> Callable[[], None]:
    """Set the named hooks; returns what takes them out again. Unknown names are ignored."""
    reporter = Reporter(client)
    undo = [_INSTALLERS[name](reporter) for name in names if name in _INSTALLERS]

    def uninstall() -> None:
        reporter.enabled = False
        for one in reversed(undo):
            one()

    return uninstall
