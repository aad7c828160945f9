"""What SDKs send as JSON is read if it can be read at all, and the cheap check agrees with the full reading."""

import json
import math
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import Rejected
from core.payload_json import MAX_DEPTH, check_object, decode_object

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b' {"a": 1}\n', {"a": 1}),
        (BOM + b'{"a": 1}', {"a": 1}),
        (b'{"a": NaN, "b": [Infinity, -Infinity]}', {"a": None, "b": [None, None]}),
        (b'{"a": 1e999, "b": -1e999}', {"a": None, "b": None}),
        (b'{"a": ' + b"9" * 5000 + b"}", {"a": "9" * 5000}),
        (b'{"a": 123456789012345678901234567890}', {"a": 123456789012345678901234567890}),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b'{"a": "caf\xe9", "\xff": 1}', {"a": "caf\ufffd", "\ufffd": 1}),
        (b'{"a": "tab\there"}', {"a": "tab\there"}),
    ],
)
def test_mends_what_clients_get_wrong(data: bytes, value: dict[str, Any]) -> None:
    """Old Python clients send NaN, cut JavaScript strings end in half a character, some send Latin-1."""
    assert decode_object(data) == value
    check_object(data)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (rb"\ud800", "\ufffd"),
        (rb"\udc00x", "\ufffdx"),
        (rb"\ud83d\ude00\ud83d", "😀\ufffd"),
        (rb"\ud800\ud83d\ude00", "\ufffd😀"),
        (rb"\\ud800", r"\ud800"),
        (rb"a\u0000b", "ab"),
        (rb"\\u0000", r"\u0000"),
        (rb"\\\u0000", "\\"),
    ],
)
def test_lone_surrogates_and_nul_never_get_in(escaped: bytes, text: str) -> None:
    """As values and as keys; a doubled backslash before them makes them harmless text."""
    assert decode_object(b'{"' + escaped + b'": "' + escaped + b'"}') == {text: text}


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"3", b'"x"', b"{", b'{"a":1} x', b"{'a':1}", b"\0", b"\xff\xfe"]
)
def test_anything_but_an_object_is_rejected(data: bytes) -> None:
    for read in (decode_object, check_object):
        with pytest.raises(Rejected) as rejected:
            read(data)
        assert rejected.value.reason == "invalid_json"


@pytest.mark.parametrize("opening", [b'{"a":', b'{"a":[', b'{"a":[' + b"["])
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
def test_bottomless_nesting_is_rejected(opening: bytes, depth: int) -> None:
    """Closed or not, and whatever stands in front of it."""
    closing = opening.replace(b'"a":', b"").translate(bytes.maketrans(b"[{", b"]}"))[::-1]
    for data in (opening * depth + b"1" + closing * depth, b'{"n": NaN, "a":' + opening * depth):
        for read in (decode_object, check_object):
            with pytest.raises(Rejected):
                read(data)


def test_nesting_up_to_the_limit_passes_from_any_depth_of_calls() -> None:
    """The gateway and the processor call from different depths; both must come to the same answer."""
    data = b'{"a":' + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1) + b"}"

    def called_from(frames: int) -> None:
        if frames:
            return called_from(frames - 1)
        check_object(data)
        decode_object(data)
        return None

    called_from(0)
    called_from(300)


def test_brackets_inside_strings_do_not_count_as_nesting() -> None:
    text = '["{\\"[' * 1000
    assert decode_object(json.dumps({"a": text, "n": math.nan}).encode()) == {"a": text, "n": None}


def test_check_reads_the_head() -> None:
    head = check_object(b'{"event_id": 5, "x": {"type": 1}, "type": "transaction", "platform": null}')
    assert (head.event_id, head.type, head.platform) == (5, "transaction", None)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8)
documents = st.dictionaries(
    st.text(st.characters(), max_size=4) | st.sampled_from(["event_id", "type"]),
    st.recursive(scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=3), v, max_size=3)),
    max_size=5,
)


@st.composite
def almost_json(draw: st.DrawFn) -> bytes:
    """A JSON object with some bytes replaced by others that matter to a parser."""
    data = bytearray(json.dumps(draw(documents), ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass"))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        width = draw(st.integers(0, 2))
        data[at : at + width] = draw(
            st.sampled_from(
                [b'"', b"\\", b"\\u", b"[", b"}", b"\xff", b"\xed\xa0\x80", b"NaN", b"1e999", b"0", b"\0", b""]
            )
        )
    return bytes(data)


@given(almost_json() | st.binary(max_size=40))
@example(b'{"a":"\xed\xa0\x80\\ud800"}')
@example(b'{"a":"\xff", "b":1e999}')
@example(b'{"\\\x00ud800\\udc00": ["\\\x00ud800\\udc00"]}')
@settings(max_examples=300)
def test_check_passes_exactly_what_decode_can_read(data: bytes) -> None:
    """A 200 must not be followed by an event that nobody can read, whatever the bytes."""
    checked: object
    decoded: dict[str, Any] | Rejected
    try:
        checked = check_object(data)
    except Rejected as rejected:
        checked = rejected
    try:
        decoded = decode_object(data)
    except Rejected as rejected:
        decoded = rejected
    if isinstance(decoded, Rejected):
        assert isinstance(checked, Rejected)
        assert checked.reason == decoded.reason
    else:
        assert not isinstance(checked, Rejected)
        assert_storable(decoded)


def assert_storable(value: Any) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            assert_storable(key)
            assert_storable(item)
    elif isinstance(value, list):
        for item in value:
            assert_storable(item)
    elif isinstance(value, str):
        assert "\0" not in value
        value.encode()
    elif isinstance(value, float):
        assert math.isfinite(value)
