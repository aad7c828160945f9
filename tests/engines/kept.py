"""What an engine's folder keeps from one start to the next: what it is, and its ports."""

import json
import random
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from tests.engines.errors import EngineError

_FILE = "engine.json"
_PORTS = range(15_000, 32_000)
"""Below those that the system hands out by itself, so that nobody takes one while its server is down."""


@dataclass(frozen=True, slots=True)
class Kept:
    engine: str
    version: int
    ports: tuple[int, ...]

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """None where the folder holds no engine."""
        try:
            kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return cls(kept["engine"], kept["version"], tuple(kept["ports"]))

    @classmethod
    def of(cls, folder: Path, engine: str, version: int, ports: int) -> Self:
        """What the folder keeps, with free ports where it is new. Raises EngineError where it holds another engine."""
        kept = cls.read(folder)
        if kept is None:
            folder.mkdir(parents=True, exist_ok=True)
            kept = cls(engine, version, _free(ports))
            fresh = folder / f"{_FILE}.new"
            fresh.write_text(json.dumps(asdict(kept)), encoding="utf-8")
            fresh.replace(folder / _FILE)
        if (kept.engine, kept.version, len(kept.ports)) != (engine, version, ports):
            raise EngineError(f"{folder} holds another engine or number of nodes: choose another folder")
        return kept


def _free(count: int) -> tuple[int, ...]:
    found: list[int] = []
    for port in random.sample(_PORTS, len(_PORTS)):
        if len(found) == count:
            return tuple(found)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.append(port)
    raise EngineError(f"no free port between {_PORTS.start} and {_PORTS.stop}")
