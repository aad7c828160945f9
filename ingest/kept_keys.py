"""Known keys in a file on the gateway's disk, so that it knows them when it starts while PostgreSQL is away.

The file holds hashes of public keys, so reading it gives nobody a key. A public key is 128 random bits, too many to
guess: a plain hash is enough.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from core.errors import Unavailable
from core.files import write_whole
from core.projects import IngestKey
from core.secret import secret_hash

MAX_KEPT: Final = 10_000
"""Keys in the file, about 2 MiB of them. Where there are more, the least recently used are left out."""

_VERSION: Final = 1

_log = logging.getLogger(__name__)


class _File(msgspec.Struct, frozen=True):
    version: int
    keys: list[tuple[bytes, IngestKey]]
    """(SHA-256 of the public key, what is known of it), least recently looked up first."""


def encode_keys(keys: Mapping[bytes, IngestKey]) -> bytes:
    return msgspec.msgpack.encode(_File(_VERSION, list(keys.items())))


def decode_keys(data: bytes) -> dict[bytes, IngestKey]:
    """Raises ValueError for anything but such a file."""
    found = msgspec.msgpack.decode(data, type=_File)
    if found.version != _VERSION:
        raise ValueError(f"version {found.version}")
    return dict(found.keys[-MAX_KEPT:])


class KeptKeys:
    """The keys of the file, in memory: active ones only, stored without the public key, which `find` adds."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the file if there is one; a damaged one counts as missing."""
        self._path = path
        self._keys = _read(path) if path else {}
        self._changed = asyncio.Event()
        self._failing = False

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, public_key: str) -> IngestKey | None:
        key = self._keys.get(secret_hash(public_key))
        return replace(key, public_key=public_key) if key else None

    def keep(self, key: IngestKey) -> None:
        """Note what the database says about an active key."""
        digest, nameless = secret_hash(key.public_key), replace(key, public_key="")
        if self._keys.pop(digest, None) != nameless:
            self._changed.set()
        while len(self._keys) >= MAX_KEPT:
            del self._keys[next(iter(self._keys))]
        self._keys[digest] = nameless

    def forget(self, public_key: str) -> None:
        if self._keys.pop(secret_hash(public_key), None) is not None:
            self._changed.set()

    def ids(self) -> set[int]:
        return {key.key_id for key in self._keys.values()}

    def forget_ids(self, ids: Collection[int]) -> None:
        remaining = {digest: key for digest, key in self._keys.items() if key.key_id not in ids}
        if len(remaining) < len(self._keys):
            self._keys = remaining
            self._changed.set()

    async def write_when_changed(self) -> None:
        """Wait for a change, then write the file. Raises Unavailable when writing fails; the change stays pending."""
        await self._changed.wait()
        self._changed.clear()
        if self._path is None:
            return
        try:
            await asyncio.to_thread(_write, self._path, encode_keys(self._keys))
        except OSError as error:
            self._changed.set()
            if not self._failing:
                _log.warning("keys cannot be kept in %s: %s", self._path, error)
            self._failing = True
            raise Unavailable(f"keys cannot be kept: {error}") from error
        self._failing = False


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, data)


def _read(path: Path) -> dict[bytes, IngestKey]:
    try:
        return decode_keys(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:  # msgspec's errors are ValueErrors
        _log.warning("the keys kept in %s cannot be read and are left out: %s", path, error)
        return {}
