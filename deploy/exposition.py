"""What all processes of this server have counted, as one page for Prometheus.

Every process writes its numbers to a small file in `<data dir>/metrics` every few seconds, and whenever it answers. The
process that answers adds the files of the other living processes. Writing a file, and reading all for the page, takes a
millisecond each.
"""

import asyncio
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.exposition import generate_latest

from core.metrics import ASKED, REGISTRY

PUBLISH_SECONDS: Final = 5.0
"""Below Prometheus's usual interval of 15 s, so that no two scrapes see the same numbers."""

_SUFFIX: Final = ".metrics"
_log = logging.getLogger(__name__)


class _Family(msgspec.Struct, array_like=True):
    name: str
    meaning: str
    kind: str
    samples: list[tuple[str, dict[str, str], float]]


class _Snapshot(msgspec.Struct, array_like=True):
    pid: int
    process: str
    families: list[_Family]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Snapshot).decode


class Exposition:
    """The numbers of the process `name`, and the way to those of the others."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name

    def publish(self) -> None:
        """Write this process's numbers to its file. A full disk costs the metrics page, not the server."""
        fresh = self._folder / f"{self._name}.{os.getpid()}"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            fresh.write_bytes(_encode(self._snapshot(REGISTRY)))
            fresh.replace(self._folder / f"{self._name}{_SUFFIX}")
        except OSError as error:
            _log.warning("the metrics of %s cannot be written: %s", self._name, error)

    async def keep_published(self) -> None:
        """Publish every few seconds, for ever."""
        while True:
            self.publish()
            await asyncio.sleep(PUBLISH_SECONDS)

    def page(self) -> bytes:
        """The numbers of all processes of this server, in Prometheus's text format."""
        self.publish()
        merged = CollectorRegistry(auto_describe=False)
        others = (other for other in self._others() if other.process != self._name)
        merged.register(_Merged([self._snapshot(REGISTRY, ASKED), *others]))
        return generate_latest(merged)

    def _snapshot(self, *registries: CollectorRegistry) -> _Snapshot:
        families = [
            _Family(
                family.name, family.documentation, family.type, [(s.name, s.labels, s.value) for s in family.samples]
            )
            for registry in registries
            for family in registry.collect()
        ]
        return _Snapshot(os.getpid(), self._name, families)

    def _others(self) -> Iterator[_Snapshot]:
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            try:
                snapshot = _decode(path.read_bytes())
            except (OSError, msgspec.MsgspecError):  # just replaced, or left by another version
                continue
            if _lives(snapshot.pid):
                yield snapshot


class _Merged:
    """A collector of snapshots: each sample once, with the name of its process."""

    def __init__(self, snapshots: list[_Snapshot]) -> None:
        self._snapshots = snapshots

    def collect(self) -> Iterator[Metric]:
        families: dict[str, Metric] = {}
        for snapshot in self._snapshots:
            for family in snapshot.families:
                merged = families.setdefault(family.name, Metric(family.name, family.meaning, family.kind))
                for name, labels, value in family.samples:
                    merged.add_sample(name, {**labels, "process": snapshot.process}, value)
        yield from families.values()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def metrics_folder(data_dir: Path) -> Path:
    return data_dir / "metrics"


def forget_metrics(folder: Path) -> None:
    """Remove the files of an earlier server, and make the folder readable to this account alone, since the numbers tell
    how much this installation does. Call it before the first process starts."""
    if folder.is_dir():
        folder.chmod(0o700)
    for path in folder.glob("*"):
        path.unlink(missing_ok=True)
