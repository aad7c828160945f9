"""What an engine's folder keeps from one start to the next: what it is, and its ports."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from tests.engines.errors import EngineError
from tests.engines.ports import free_ports

_FILE = "engine.json"


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
            kept = cls(engine, version, free_ports(ports))
            fresh = folder / f"{_FILE}.new"
            fresh.write_text(json.dumps(asdict(kept)), encoding="utf-8")
            fresh.replace(folder / _FILE)
        if (kept.engine, kept.version, len(kept.ports)) != (engine, version, ports):
            raise EngineError(f"{folder} holds another engine or number of nodes: choose another folder")
        return kept
