"""The file of a backup: a tar whose members are written as streams, with their sizes and checksums in the last one.

waiting.zst        records of the log that were not in the database yet (`waiting.py`)
database.dump      PostgreSQL's custom format, for pg_restore
events.ndjson.zst  whole events, where they are kept outside PostgreSQL (`whole_events.py`)
secret.key         the installation's own key, where it is a file of the data dir
manifest.json      what it is, what it holds, and the checksums of the others
"""

import hashlib
import os
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import msgspec
import zstandard

from core.errors import Refused

FORMAT: Final = 1
"""The format of the archive. A higher one was made by a newer Redshank."""

WAITING: Final = "waiting.zst"
DATABASE: Final = "database.dump.zst"
EVENTS: Final = "events.ndjson.zst"
KEY: Final = "secret.key"
_MANIFEST: Final = "manifest.json"
_CHUNK: Final = 2**20
_LEVEL: Final = 3
_SAY_SECONDS: Final = 5.0
"""Seconds between two lines about the progress of a long member."""

Tell = Callable[[str], None]


class Member(msgspec.Struct, frozen=True):
    """One member of the archive."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says about itself."""

    format: int
    redshank: str
    """Version that made it."""
    schema: int
    """Number of the newest migration in the database."""
    made_at: str
    """ISO 8601, UTC: the moment whose state of the database is in the archive."""
    postgres: str
    """Version of the server."""
    dumped_by: int
    """Major version of the pg_dump that wrote it; an older pg_restore cannot read it."""
    tables: dict[str, int]
    """Rows of each table."""
    waiting: dict[str, int] | None
    """Records of each topic that waited in the log on disk; None where the log is elsewhere (Kafka keeps its own)."""
    whole_events: int | None
    """Whole events in the archive itself; None where they are rows of the database."""
    members: dict[str, Member]


class Sink:
    """Takes the bytes of one member."""

    def __init__(self, target: IO[bytes], name: str, tell: Tell) -> None:
        self._target, self._name, self._tell = target, name, tell
        self._hash = hashlib.sha256()
        self._size = 0
        self._said_at = time.monotonic()

    def write(self, data: bytes) -> int:
        self._target.write(data)
        self._hash.update(data)
        self._size += len(data)
        if time.monotonic() - self._said_at > _SAY_SECONDS:
            self._said_at = time.monotonic()
            self._tell(f"{self._name}: {self._size / 2**20:,.0f} MiB")
        return len(data)

    def take_compressed(self, source: IO[bytes]) -> None:
        with zstandard.ZstdCompressor(level=_LEVEL).stream_writer(self, closefd=False) as out:  # type: ignore[arg-type]
            while chunk := source.read(_CHUNK):
                out.write(chunk)

    def member(self) -> Member:
        return Member(self._size, self._hash.hexdigest())


class ArchiveWriter:
    """Writes members one after the other. A tar puts each member's size before its content; it is filled in
    afterwards."""

    def __init__(self, target: IO[bytes], tell: Tell) -> None:
        self._target, self._tell = target, tell
        self.members: dict[str, Member] = {}

    @contextmanager
    def member(self, name: str) -> Iterator[Sink]:
        head = self._target.tell()
        self._target.write(_header(name, 0))
        sink = Sink(self._target, name, self._tell)
        yield sink
        self.members[name] = sink.member()
        end = self._target.tell()
        self._target.write(b"\0" * (-end % tarfile.BLOCKSIZE))
        after = self._target.tell()
        self._target.seek(head)
        self._target.write(_header(name, self.members[name].bytes))
        self._target.seek(after)

    def finish(self, manifest: Manifest) -> None:
        with self.member(_MANIFEST) as sink:
            sink.write(msgspec.json.format(msgspec.json.encode(manifest)))
        self._target.write(b"\0" * (2 * tarfile.BLOCKSIZE))
        self._target.flush()
        os.fsync(self._target.fileno())


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is complete. Only its owner may read it, since it holds data from
    before redaction. Raises Refused where the name is taken or the folder cannot be used."""
    if path.exists():
        raise Refused(f"{path} is there already: name another file")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise Refused(f"{path} cannot be written ({error.strerror}): name another file") from error
    try:
        with os.fdopen(descriptor, "w+b") as target:
            yield target
        unfinished.rename(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise Refused(f"{path} could not be written: {error.strerror}") from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


@contextmanager
def opened(path: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """An archive to read, with its manifest. Raises Refused where the file is no archive, is cut off, or is too new."""
    try:
        archive = tarfile.open(path, "r:")  # noqa: SIM115  # closed below
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from error
    except tarfile.TarError as error:
        raise Refused(f"{path} is no backup of Redshank ({error})") from error
    with archive:
        yield archive, _manifest(path, archive)


def reading(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    """The bytes of a member that the archive holds."""
    member = archive.extractfile(name)
    assert member is not None
    return member


def verify(path: Path) -> Manifest:
    """Read the whole archive and compare it with its checksums. Raises Refused where a byte is missing or wrong."""
    with opened(path) as (archive, manifest):
        for name, promised in manifest.members.items():
            try:
                found = _checksum(reading(archive, name))
            except (KeyError, tarfile.TarError, OSError) as error:
                raise Refused(f"{path} is damaged ({name}: {error}): use another backup") from error
            if found != promised.sha256:
                raise Refused(f"{path} is damaged ({name} has another checksum): use another backup")
        return manifest


def _checksum(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _manifest(path: Path, archive: tarfile.TarFile) -> Manifest:
    try:
        written = reading(archive, _MANIFEST).read(16 * _CHUNK)
        if (found := msgspec.json.decode(written, type=_Version).format) > FORMAT:
            raise Refused(f"{path} was made by a newer Redshank (format {found}, this one knows {FORMAT}): install it")
        return msgspec.json.decode(written, type=Manifest)
    except KeyError as error:
        raise Refused(f"{path} is damaged or no backup of Redshank: its manifest is missing") from error
    except (tarfile.TarError, OSError, msgspec.MsgspecError) as error:
        raise Refused(f"{path} is damaged ({error}): use another backup") from error


class _Version(msgspec.Struct):
    format: int


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)
