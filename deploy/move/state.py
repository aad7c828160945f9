"""The progress of a move, in a file of the data dir: an interrupted move continues from there."""

import hashlib
import os
from pathlib import Path
from typing import Self

import msgspec

from core.errors import Refused

_NAME = "move.json"


class Progress(msgspec.Struct):
    """What is done."""

    target: str
    """A digest of the target addresses; they hold passwords, so they are not kept themselves."""
    source: dict[str, int]
    """Rows of each table when the move began: nothing may change meanwhile."""
    database: bool = False
    days: list[str] = msgspec.field(default_factory=list)
    """Days whose whole events have been copied."""
    log: dict[str, dict[int, int]] = msgspec.field(default_factory=dict)
    """By topic and partition of the old log, the next record to hand over."""
    finished: bool = False


class StateFile:
    """Keeps a Progress; every `save` is on disk when it returns."""

    def __init__(self, data_dir: Path, progress: Progress) -> None:
        self._path = data_dir / _NAME
        self.progress = progress

    @classmethod
    def begin(cls, data_dir: Path, addresses: tuple[str, ...], source: dict[str, int]) -> Self:
        """The state of a move that was interrupted, or of a new one. Raises Refused where the two do not fit."""
        path = data_dir / _NAME
        target = hashlib.sha256("\n".join(addresses).encode()).hexdigest()
        try:
            found = msgspec.json.decode(path.read_bytes(), type=Progress)
        except FileNotFoundError:
            return cls(data_dir, Progress(target, source))
        except msgspec.MsgspecError as error:
            raise Refused(f"{path} is damaged: empty the target, remove the file, and begin anew") from error
        if found.target != target:
            raise Refused(f"a move to somewhere else was begun: go on with that, or remove {path} to begin anew")
        if found.source != source:
            raise Refused(f"the server ran after the move began: empty the target, remove {path}, and begin anew")
        return cls(data_dir, found)

    def save(self) -> None:
        fresh = self._path.with_suffix(".json.new")
        with fresh.open("wb") as target:
            target.write(msgspec.json.encode(self.progress))
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(self._path)
