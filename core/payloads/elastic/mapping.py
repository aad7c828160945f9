"""How events lie in Elasticsearch: the index template, and an event as a document for it. Pure.

The event itself is one text that is neither parsed nor indexed there: nothing in it, however deep, long or oddly named,
can be refused or add a field. What is searched is drawn from it by `core.payloads.documents` and is not kept.
"""

from datetime import date
from typing import Any, Final

import msgspec

from core.payloads import PayloadKey
from core.payloads.documents import PLAIN_FIELDS, SearchDocument

VERSION: Final = 1
"""Of this mapping: stands in each index's `_meta`. A day keeps the mapping with which it began."""

COLUMNS: Final = PLAIN_FIELDS
"""Fields that have a column each to be counted by; tags share one."""

TAG: Final = "tags."

BODY: Final = "body"
"""Where the event itself is."""

END_OF_NAME: Final = "\0"
"""Between the name of a field and its value; no text of an event holds this character."""

_TOO_LONG: Final = 8000
"""Characters: four bytes each stay below the 32,766 that a term may have. What we send is far shorter."""

_encode: Final = msgspec.json.Encoder().encode


def template(prefix: str, shards: int, replicas: int | None) -> dict[str, Any]:
    """The index template for the days of this installation."""
    # Answers are newest first: on an index sorted in that order, a search ends with the first page. In the order of
    # arrival, every event of a day would be the newest so far, and would be looked at.
    order = {"sort.field": ["at", "id"], "sort.order": ["desc", "desc"]}
    copies = {"auto_expand_replicas": "0-1"} if replicas is None else {"number_of_replicas": replicas}
    return {
        "index_patterns": [f"{alias(prefix)}-*"],
        "priority": 500,
        "version": VERSION,
        "template": {
            "aliases": {alias(prefix): {}},
            "settings": {"index": {"number_of_shards": shards, "codec": "best_compression", **order, **copies}},
            "mappings": _mappings(),
        },
    }


def alias(prefix: str) -> str:
    """All days together."""
    return f"{prefix}-events"


def index_of(prefix: str, day: date) -> str:
    return f"{alias(prefix)}-{day.isoformat().replace('-', '.')}"


def day_of(index: str) -> date | None:
    """The day of an index, None where the name is none of ours."""
    try:
        return date.fromisoformat(index[-10:].replace(".", "-"))
    except ValueError:
        return None


def document_id(key: PayloadKey) -> str:
    return f"{key.project_id}:{key.event_id}"


def document(searched: SearchDocument, event: str) -> bytes:
    """One line of JSON: the event, and what it is found by."""
    fields = searched.fields
    found: dict[str, Any] = {name: fields[name] for name in COLUMNS if name in fields}
    found["at"] = searched.at
    found["id"] = searched.key.event_id
    found["project"] = searched.key.project_id
    found["fingerprint"] = searched.fingerprint
    found["message"] = _spaced(searched.message)
    found["text"] = _spaced(searched.text)
    found["pairs"] = [pair(name, value.lower()) for name, values in fields.items() for value in values]
    found["has"] = list(fields)
    found["tags"] = [
        pair(name[len(TAG) :], value) for name, values in fields.items() if name.startswith(TAG) for value in values
    ]
    found[BODY] = event
    return _encode(found)


def pair(name: str, value: str) -> str:
    """A field and a value of it as one term."""
    return f"{name}{END_OF_NAME}{value}"


def _spaced(words: str) -> str:
    """The words separated so that Lucene agrees: it knows fewer kinds of blanks than we do."""
    return words if words.isascii() else " ".join(words.split())


def _mappings() -> dict[str, Any]:
    column = {"type": "keyword", "index": False, "ignore_above": _TOO_LONG}
    term = {"type": "keyword", "doc_values": False, "ignore_above": _TOO_LONG}
    words = {"type": "text", "analyzer": "whitespace", "norms": False}
    return {
        "_meta": {"redshank_mapping": VERSION},
        "dynamic": False,
        "_source": {"includes": [BODY]},
        "properties": {
            **dict.fromkeys(COLUMNS, column),
            "at": {"type": "date", "format": "epoch_millis"},
            "id": {"type": "keyword"},
            "project": {"type": "long"},
            "fingerprint": {"type": "keyword"},
            "message": words,
            "text": words,
            "pairs": term,
            "has": term,
            "tags": column,
            BODY: {"type": "object", "enabled": False},
        },
    }
