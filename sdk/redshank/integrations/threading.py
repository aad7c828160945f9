"""`threading.excepthook`: the exception that ends a thread."""

from __future__ import annotations

import threading
from typing import Callable

from .report import Reporter


def install(reporter: Reporter) -> Callable[[], None]:
    """Set the hook; returns what takes it out."""
    before = threading.excepthook

    def hook(args: threading.ExceptHookArgs) -> None:
        reporter.unhandled(args.exc_value, "threading")
        before(args)

    threading.excepthook = hook

    def uninstall() -> None:
        if threading.excepthook is hook:
            threading.excepthook = before

    return uninstall
