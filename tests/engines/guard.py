"""Kills engines whose owner has ended: `python -m tests.engines.guard FOLDER…` waits for the end of its standard input.

A pipe closes however its owner ends, by SIGKILL too, and it does not matter which of the owner's threads began.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.engines.node import Node, kill_all_in

_ROOT = Path(__file__).parent.parent.parent


class Guard:
    """Watches nodes for as long as this process lives or until it is released."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        command = [sys.executable, "-m", "tests.engines.guard", *(str(node.folder) for node in nodes)]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
        )

    def release(self) -> None:
        """Kills what still runs."""
        self._process.communicate()


if __name__ == "__main__":
    sys.stdin.buffer.read()
    for folder in sys.argv[1:]:
        kill_all_in(Path(folder))
