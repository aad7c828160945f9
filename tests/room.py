"""Where tests put their files: into memory, where there is enough.

A database of a test's own is 700 small files: to make and drop it takes ten times the CPU on a disk, and that is most
of what many a test costs.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ENOUGH_BYTES = 3 * 2**30
"""A container's usual 64 MB are too few."""


def prefer_memory() -> None:
    """Have temporary files of this process and its children lie in memory, unless TMPDIR says where they shall."""
    if "TMPDIR" not in os.environ and _has_room(_MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


def _has_room(folder: Path) -> bool:
    """Whether enough can be written there, and started as a program."""
    if sys.platform != "linux" or not os.access(folder, os.W_OK):
        return False
    return shutil.disk_usage(folder).free >= _ENOUGH_BYTES and not os.statvfs(folder).f_flag & os.ST_NOEXEC
