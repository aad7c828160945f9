"""What is left out in decoding is what no search reads."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from core.payloads import PayloadKey
from core.payloads.documents import search_document
from core.payloads.searched import decode_searched
from tests.data import recordings

KEY = PayloadKey(7, "a" * 32, date(2027, 1, 15))
GOLDEN = sorted((Path(recordings.__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name.partition(".")[0])
def test_a_recorded_event_is_searched_as_if_it_were_read_whole(path: Path) -> None:
    for event in json.loads(path.read_text(encoding="utf-8")):
        kept = {"timestamp": 1.0, **event, "_grouping": {"hashes": ["ab"], "parts": [{"name": "frame"}]}}
        assert search_document(KEY, decode_searched(json.dumps(kept).encode())) == search_document(KEY, kept)


@pytest.mark.parametrize(
    "odd",
    [
        {"exception": None},
        {"exception": {"values": [None, {"type": "E", "stacktrace": None}]}},
        {"exception": {"values": [{"stacktrace": {"frames": [None, {"function": ["f"], "vars": {"a": "word"}}]}}]}},
        {"stacktrace": {"frames": None}},
        {"breadcrumbs": {"values": [None, {"message": 3, "data": "x"}]}},
        {"breadcrumbs": [], "user": "bob", "_grouping": None},
    ],
    ids=str,
)
def test_an_odd_event_is_searched_all_the_same(odd: dict[str, object]) -> None:
    event = {"timestamp": 1.0, "level": "error", **odd}
    assert search_document(KEY, decode_searched(json.dumps(event).encode())) == search_document(KEY, event)


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(msgspec.MsgspecError):
        decode_searched(b"[1]")
