"""The days of the index as a reader sees them: opened when first asked for, looked at again when they changed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tantivy import Index, Query, Schema, Searcher

from core.errors import Rejected, Unavailable
from core.payloads.index import DAMAGED
from core.payloads.index.shape import schema, teach

_log = logging.getLogger(__name__)
_META = "meta.json"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was at one moment."""

    day: date
    path: Path
    searcher: Searcher
    oldest: int
    """Epoch milliseconds of its oldest event, and of its newest."""
    newest: int


@dataclass(frozen=True, slots=True)
class _Opened:
    index: Index
    version: tuple[int, int]
    """The inode and time of the file that every change replaces."""
    seen: Day | None
    """None: it holds no event."""


class Days:
    """Reads the folder; not to be used by two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[date, _Opened] = {}
        self._schema = schema()

    @property
    def schema(self) -> Schema:
        return self._schema

    def now(self) -> list[Day]:
        """All days that hold events, newest first. Raises Unavailable."""
        return [opened.seen for opened in self.opened().values() if opened.seen is not None]

    def counts(self) -> dict[date, int]:
        """Indexed events by day. Raises Unavailable."""
        return {day: count_events(opened.index.searcher()) for day, opened in self.opened().items()}

    def opened(self) -> dict[date, _Opened]:
        found: dict[date, _Opened] = {}
        for day in sorted(day_folders(self._folder), reverse=True):
            opened = self._look(day)
            if opened is not None:
                found[day] = opened
        self._opened = found
        return found

    def _look(self, day: date) -> _Opened | None:
        path = self._folder / day.isoformat()
        try:
            status = (path / _META).stat()
        except FileNotFoundError:  # just being made, or just dropped
            return None
        version = (status.st_ino, status.st_mtime_ns)
        known = self._opened.get(day)
        if known is not None and known.version == version:
            return known
        with reading(path):
            # Opened anew rather than reloaded: the folder may have been replaced.
            index = teach(Index.open(str(path)))
            return _Opened(index, version, _seen(day, path, index.searcher()))


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Wraps reading of a day. One that cannot be read is marked to be built again, and Unavailable raised; raises
    Rejected for a query that cannot be asked."""
    try:
        yield
    except Exception as error:
        if isinstance(error, ValueError) and "Regex" in str(error):
            raise Rejected("too_complex", "A value with stars in this query is too long to search for") from error
        if not isinstance(error, OSError | ValueError):
            raise
        raise _lost(path, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic in Rust; its class cannot be imported
            raise
        raise _lost(path, error) from error


def _lost(path: Path, error: BaseException) -> Unavailable:
    if not path.exists():  # it was dropped while we looked
        return Unavailable("a day of the search index has just been dropped", retry_after=0)
    _log.warning("the search index of %s cannot be read, it will be built again: %s", path.name, error)
    with suppress(OSError):
        (path / DAMAGED).touch()
    return Unavailable(f"the search index of {path.name} is damaged and is being built again")


def day_folders(folder: Path) -> list[date]:
    """The days that have a folder."""
    days = []
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(ValueError):
                days.append(date.fromisoformat(path.name))
    return days


def count_events(searcher: Searcher) -> int:
    """All documents but the marks of blocks."""
    return searcher.num_docs - count_marks(searcher)


def count_marks(searcher: Searcher) -> int:
    found = searcher.aggregate(Query.all_query(), {"marks": {"value_count": {"field": "mark"}}})
    return int(found["marks"]["value"])


def _seen(day: date, path: Path, searcher: Searcher) -> Day | None:
    if not count_events(searcher):
        return None
    bounds = {name: {name: {"field": "at"}} for name in ("min", "max")}
    found = searcher.aggregate(Query.all_query(), bounds)
    if found["min"]["value"] is None:
        return None
    return Day(day, path, searcher, int(found["min"]["value"]), int(found["max"]["value"]))
