"""Writes the days of the index: one writer at a time, a commit a round. Blocking."""

import fcntl
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import Final

from tantivy import Document, Index, IndexWriter

from core.errors import Unavailable
from core.payloads import PayloadKey
from core.payloads.documents import search_document
from core.payloads.index import DAMAGED
from core.payloads.index.days import count_marks, day_folders
from core.payloads.index.shape import event_values, schema, teach
from core.payloads.searched import decode_searched

_log = logging.getLogger(__name__)

HEAP_BYTES: Final = 50_000_000
"""Memory that is filled before segments are written without a commit: with 15 MB, merging them costs twice as much."""
_MAX_LOGGED: Final = 300
_VERSION: Final = "version"
"""A file in the folder of a day: of what the database said when it was begun."""

Entry = tuple[int, bytes]
"""(project id, whole event as JSON)."""


class Damaged(Exception):
    """A day that could not be opened was removed, and has to be indexed from its beginning."""


class IndexWriting:
    """The days as their one writer sees them. Everything raises Unavailable where the disk does not take it, and
    Damaged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = schema()
        self._versions: Mapping[date, int] = {}
        self._day: date | None = None
        self._index: Index | None = None
        self._writer: IndexWriter | None = None

    def marks(self, day: date) -> int:
        """Blocks that are in the index."""
        return count_marks(self._open(day).searcher())

    def has(self, day: date, mark: int) -> bool:
        """Whether a block is in the index."""
        return self._open(day).searcher().doc_freq("mark", mark) > 0

    def add(self, day: date, blocks: Iterable[tuple[int, Sequence[Entry]]]) -> None:
        """Add blocks, each with its mark, that are not there yet: all or none."""
        index = self._open(day)
        try:
            if self._writer is None:
                self._writer = index.writer(HEAP_BYTES, 1)
            for mark, entries in blocks:
                self._writer.add_document(Document.from_dict({"mark": mark}, self._schema))
                for project_id, body in entries:
                    self._writer.add_document(self._document(day, project_id, body))
            self._writer.commit()
            index.reload()
        except (OSError, ValueError) as error:
            self._writer = None  # what it holds is not to be committed with what comes next
            self._index = None
            raise Unavailable(f"the search index cannot be written: {error}", retry_after=5) from error

    def rest(self) -> None:
        """Nothing comes for a while: give memory back."""
        writer, self._writer, self._index, self._day = self._writer, None, None, None
        if writer is not None:
            with suppress(OSError, ValueError):
                writer.wait_merging_threads()

    def keep_only(self, days: Mapping[date, int]) -> None:
        """Remove what is left of other days and of other formats, days that a reader found damaged, and those of
        another version than the one given with the day."""
        self._versions = dict(days)
        for day in day_folders(self._folder):
            anew = day in days and ((self._path(day) / DAMAGED).exists() or self._version(day) != days[day])
            if anew or day not in days:
                self.remove(day)
                if anew:
                    raise Damaged(day)
        for other in self._folder.parent.glob("v*"):
            if other != self._folder:
                rmtree(other, ignore_errors=True)

    def _open(self, day: date) -> Index:
        if self._index is not None and self._day == day and self._path(day).exists():
            return self._index
        self.rest()
        path = self._path(day)
        try:
            if not path.exists():
                path.mkdir(parents=True)
                (path / _VERSION).write_text(str(self._versions.get(day, 0)), encoding="ascii")
            try:
                self._index = teach(Index(self._schema, str(path)))
            except ValueError as error:
                _log.warning("the search index of %s is damaged, it is built again: %s", day, str(error)[:_MAX_LOGGED])
                self.remove(day)
                raise Damaged(day) from error
        except OSError as error:
            raise Unavailable(f"the search index cannot be written: {error}", retry_after=5) from error
        self._day = day
        return self._index

    def _version(self, day: date) -> int:
        try:
            return int((self._path(day) / _VERSION).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return -1

    def remove(self, day: date) -> None:
        """Forget a day."""
        if day == self._day:
            self.rest()
        rmtree(self._path(day), ignore_errors=True)

    def _document(self, day: date, project_id: int, body: bytes) -> Document:
        """The document of an event. It is empty, so that the event cannot be found but counts as indexed, where the
        event cannot be read (it never will be), or retention took it out of its block."""
        if not body:
            return Document()
        try:
            data = decode_searched(body)
            key = PayloadKey(project_id, data["event_id"], day)
            return Document.from_dict(event_values(search_document(key, data)), self._schema)
        except Exception:
            _log.exception("an event of project %d cannot be searched", project_id)
            return Document()

    def _path(self, day: date) -> Path:
        return self._folder / day.isoformat()


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Be the only one who writes. Raises Unavailable while another does, or where the folder cannot be made."""
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.parent.chmod(0o700)  # words of events, which no other account should read
        lock = (folder.parent / "lock").open("a")
    except OSError as error:
        raise Unavailable(f"the search index cannot be kept in {folder} ({error.strerror})", retry_after=5) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Unavailable(f"another process writes the search index in {folder}", retry_after=5) from error
        yield
