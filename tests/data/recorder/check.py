"""Find what a recording says about the machine that made it: `python tests/data/recorder/check.py`.

Looks into every decoded body and header for this host's name, this user's name and home, the path of this checkout,
the kernel's build and the values of this environment; exits with 1 and one line for each find.
"""

import getpass
import os
import platform
import re
import socket
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(CHECKOUT))

from tests.data.recordings import Recording, all_recordings, items

HARMLESS = {"/usr/bin:/bin", "C.UTF-8", "en_US.UTF-8", "xterm", "/usr/bin", "/bin/bash", "/bin/sh"}
SHORTEST_TELLING_VALUE = 6
"""Shorter values of the environment (`1`, `vm`) are everywhere."""


def telling() -> re.Pattern[bytes]:
    values = {value for value in os.environ.values() if len(value) >= SHORTEST_TELLING_VALUE} - HARMLESS
    values |= {f"{Path.home()}/", str(CHECKOUT), platform.release(), platform.version()}
    words = {socket.gethostname(), getpass.getuser(), socket.getfqdn()} - {"localhost", "root"}
    patterns = [re.escape(value) for value in values]
    patterns += [rf"(?<![\w/.]){re.escape(word)}(?![\w.])" for word in words]
    patterns += [re.escape(f"{CHECKOUT.parent}/"), r"/root/", r"/tmp/", r"/home/"]
    return re.compile("|".join(patterns).encode())


def finds(recording: Recording, pattern: re.Pattern[bytes]) -> set[bytes]:
    text = recording.path.encode() + repr(recording.headers).encode()
    text += b"".join(repr(item.headers).encode() + item.payload for item in items(recording))
    return {text[max(match.start() - 40, 0) : match.end() + 20] for match in pattern.finditer(text)}


def main() -> None:
    pattern = telling()
    found = [
        (recording.name, find) for recording in all_recordings() for find in sorted(finds(recording, pattern))
    ]
    for name, find in found:
        print(f"{name}: {find!r}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
