"""`python -m tests.engines.watch FOLDER…` kills the engines in the folders when its standard input ends."""

import sys
from pathlib import Path

from tests.engines.node import kill_all_in

if __name__ == "__main__":
    sys.stdin.buffer.read()
    for folder in sys.argv[1:]:
        kill_all_in(Path(folder))
