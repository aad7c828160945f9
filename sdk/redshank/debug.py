"""What the SDK says about itself: on standard error, never through `logging`.

Logging would be the natural place, but a report about a failed report could then become an event, and handlers may
hold locks that the reporting thread needs.
"""

from __future__ import annotations

import sys
from typing import Callable

Say = Callable[[str], None]
"""Tells a person what happened and why; never raises."""


def to_stderr(line: str) -> None:
    """Write one line to standard error, if there is one."""
    try:
        print(f"[redshank] {line}", file=sys.stderr, flush=True)
    except Exception:
        pass  # a closed or broken stderr: there is nobody left to tell


def silent(line: str) -> None:
    """The `Say` of clients without `debug=True`."""
