"""Bulk writes: what goes into a request, and what became of each of its documents. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import Any, Final, NamedTuple

import msgspec

from core.errors import Unavailable

MAX_BYTES: Final = 6 * 2**20
"""Of one request: large enough to cost little per event, small enough for a server's memory and for proxies."""

_encode: Final = msgspec.json.Encoder().encode
_OF_THE_DOCUMENT: Final = frozenset(
    {
        "document_parsing_exception",
        "illegal_argument_exception",
        "mapper_parsing_exception",
        "parsing_exception",
        "strict_dynamic_mapping_exception",
        "x_content_parse_exception",
    }
)
"""Errors that come again with the same document; others with 400 are about the cluster, such as too many shards."""


class Entry(NamedTuple):
    """One document on its way."""

    place: int
    """In what `put_many` was given."""
    into: str
    """The index."""
    line: bytes
    """What to do and the document, each with the end of its line."""


class Fate(Enum):
    """What became of one document."""

    THERE = auto()
    """Written now or before."""
    REFUSED = auto()
    """It will never be taken."""
    BUSY = auto()
    """To be sent again in a moment."""
    NO_INDEX = auto()
    """Its day has no index, and the cluster makes none by itself."""
    AWAY = auto()
    """Nothing can be written for now."""


def entry(place: int, index: str, document_id: str, document: bytes) -> Entry:
    """A document that is written where none of its id is there yet."""
    action = _encode({"create": {"_index": index, "_id": document_id}})
    return Entry(place, index, b"%b\n%b\n" % (action, document))


def deletions(documents: Sequence[tuple[str, str]]) -> bytes:
    """The body that removes documents, by index and id."""
    return b"".join(b"%b\n" % _encode({"delete": {"_index": index, "_id": one}}) for index, one in documents)


def in_requests(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Entries as they go together; one that is larger than MAX_BYTES goes alone."""
    together: list[Entry] = []
    size = 0
    for one in entries:
        if together and size + len(one.line) > MAX_BYTES:
            yield together
            together, size = [], 0
        together.append(one)
        size += len(one.line)
    if together:
        yield together


def items_of(answer: Any, count: int) -> list[dict[str, Any]]:
    """What became of each of `count` documents. Raises Unavailable for an answer that does not say it of all."""
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list) or len(items) != count:
        raise Unavailable("what answers at REDSHANK_PAYLOADS_URL is no Elasticsearch")
    return [judged for item in items for judged in item.values()]


def fate(item: Mapping[str, Any]) -> Fate:
    """By the answer to one action."""
    status = item["status"]
    kind = (item.get("error") or {}).get("type", "")
    if status < 300 or kind == "version_conflict_engine_exception":
        return Fate.THERE
    if kind == "cluster_block_exception":
        return Fate.AWAY
    if kind == "index_not_found_exception":
        return Fate.NO_INDEX
    if status in (429, 503):
        return Fate.BUSY
    return Fate.REFUSED if status == 400 and kind in _OF_THE_DOCUMENT else Fate.AWAY


def reason(item: Mapping[str, Any]) -> str:
    """What the server said of one document, and why, in one line."""
    error = item.get("error") or {}
    cause = error.get("caused_by") or {}
    said = f"{error.get('type')}: {error.get('reason')} {cause.get('reason') or ''}"
    return " ".join(said.split())[:500]
