"""Has engines killed whose owner has ended, by a process that reads from the owner.

A pipe closes however its owner ends, by SIGKILL too, and it does not matter which of the owner's threads began.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.engines.node import Node

_ROOT = Path(__file__).parent.parent.parent


class Guard:
    """Watches nodes for as long as this process lives or until it is released."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        command = [sys.executable, "-m", "tests.engines.watch", *(str(node.folder) for node in nodes)]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
        )

    def release(self) -> None:
        """Kills what still runs."""
        self._process.communicate()
