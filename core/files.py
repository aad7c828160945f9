"""Small files that are always whole."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file's content, for this account's eyes only: readers, and whoever comes after a crash or a power
    cut, find the old content or the new. Blocks for a sync; raises OSError."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
