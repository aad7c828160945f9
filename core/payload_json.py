"""Reads JSON as SDKs really send it: strict and fast first, lenient when that fails.

What comes out is plain JSON values that every later step can rely on: no NaN or infinity, no lone surrogates, no NUL
characters (PostgreSQL refuses both), nesting of at most `MAX_DEPTH`. What real clients do wrong is mended: invalid
UTF-8 (U+FFFD), a byte order mark, `NaN` and `Infinity` from old Python clients (null), numbers beyond any float
(null), control characters inside strings, lone surrogate escapes of cut JavaScript strings (U+FFFD).
"""

import json
import re
import sys
from collections.abc import Callable
from itertools import accumulate, count, islice
from operator import sub
from typing import Any, Final, NoReturn

import msgspec
import re2

from core.errors import Rejected

MAX_DEPTH: Final = 1000
"""Levels of nesting. No program nests its data so deep, and the decoders use some stack for each level."""

MAX_INT_DIGITS: Final = 4000
"""Longer whole numbers become text: Python refuses to convert more than 4300 digits, as it takes quadratic time."""


class Head(msgspec.Struct, frozen=True):
    """The few fields of an event that the gateway looks at, as sent: of any type; None where absent."""

    event_id: Any = None
    type: Any = None
    platform: Any = None


_decode_any: Final = msgspec.json.Decoder().decode
_decode_head: Final = msgspec.json.Decoder(Head).decode

# RE2 finds a literal ten times as fast as `in` does, and every event passes here.
_LATIN1 = re2.Options()
_LATIN1.encoding = re2.Options.Encoding.LATIN1
_holds_nul: Final = re2.compile(rb"\\u0000", _LATIN1).search

_ESCAPE: Final = re.compile(
    rb"\\(?:(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|(u[dD][89a-fA-F][0-9a-fA-F]{2})|(u0000)|.)",
    re.DOTALL,
)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_A_WHILE: Final = 4096
"""Brackets between two looks at the depth: hostile nesting is deep from the start, and need not be followed."""

_TWO_IF_OPENING: Final = bytes.maketrans(b"[{]}", b"\2\2\0\0")


NOT_STRICT: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for JSON that it refuses, or that has another type than the one asked for."""


def without_nul(data: bytes) -> bytes:
    r"""JSON without `\u0000`, and with U+FFFD for lone surrogates where it had one."""
    return data if _holds_nul(data) is None else _mend_escapes(data)


def decode_object(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`; Rejected `invalid_json` or `nested_too_deeply` when there is none."""
    _refuse_depth(data)
    try:
        value = _decode_any(without_nul(data))
    except NOT_STRICT:
        value = _decode_leniently(data)
    if type(value) is not dict:
        raise Rejected("invalid_json", f"expected a JSON object, got {_name(value)}")
    return value


def check_object(data: bytes) -> Head:
    """Prove that `decode_object(data)` will succeed, and read the `Head`, at a third of its cost.

    msgspec walks over the fields it was not asked for: it checks their grammar, escapes included, but neither their
    UTF-8 nor the range of their numbers. `decode_object` mends both, so whatever passes here passes there.
    """
    _refuse_depth(data)
    try:
        return _decode_head(data)
    except NOT_STRICT:
        return msgspec.convert(decode_object(data), Head)


def _decode_leniently(data: bytes) -> Any:
    """The value in `data` with everything mended that can be, else Rejected."""
    # NUL bytes go first: one between `\` and `u` would hide an escape.
    mended = _mend_escapes(data.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")).decode("utf-8", "replace")
    return _with_room_for_depth(lambda: _parse(mended))


def _parse(text: str) -> Any:
    try:
        return _decode_any(text)
    except msgspec.MsgspecError:
        pass
    try:
        return _LENIENT.decode(text)
    except (ValueError, RecursionError) as error:
        _reject(error)


def _reject(error: Exception) -> NoReturn:
    raise Rejected("invalid_json", f"not JSON: {str(error)[:200]}") from None


def _mend_escapes(data: bytes) -> bytes:
    r"""Drop `\u0000`, and put U+FFFD for the escapes of lone surrogates."""
    return _ESCAPE.sub(_mended_escape, data)


def _mended_escape(match: re.Match[bytes]) -> bytes:
    if match[2] is not None:
        return b"\\ufffd"
    return b"" if match[3] is not None else match[0]


def _refuse_depth(data: bytes) -> None:
    """Rejected `nested_too_deeply`. Not left to the decoders, which stop at a different depth in each version of
    Python."""
    # Counted by what is left without them, which takes a fifth of the time of `bytes.count`.
    opening = 2 * len(data) - len(data.replace(b"[", b"")) - len(data.replace(b"{", b""))
    if opening > MAX_DEPTH and _deeper_than(MAX_DEPTH, data):
        raise Rejected("nested_too_deeply", f"nested more than {MAX_DEPTH} levels deep")


def _deeper_than(limit: int, data: bytes) -> bool:
    """Whether brackets outside strings nest deeper than `limit`; linear in the length of `data`."""
    outside_strings = data.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2]
    brackets = b"".join(outside_strings).translate(None, _NOT_BRACKETS)
    opened = accumulate(brackets.translate(_TWO_IF_OPENING))  # twice the brackets opened so far
    depths = map(sub, opened, count(1))
    return any(max(islice(depths, _A_WHILE)) > limit for _ in range(0, len(brackets), _A_WHILE))


def _with_room_for_depth(parse: Callable[[], Any]) -> Any:
    """Call `parse` with enough stack for `MAX_DEPTH` levels, however deep the caller's own stack is.

    CPython 3.11 counts the levels of its C decoders against the one recursion limit; without this, the same bytes
    would pass in the gateway and fail in a processor that calls from a few frames deeper.
    """
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + 2 * MAX_DEPTH)
    try:
        return parse()
    finally:
        sys.setrecursionlimit(limit)


def _lenient_float(digits: str) -> float | None:
    number = float(digits)
    return number if abs(number) != float("inf") else None


def _lenient_int(digits: str) -> int | str:
    return int(digits) if len(digits) <= MAX_INT_DIGITS else digits


_LENIENT: Final = json.JSONDecoder(
    strict=False, parse_float=_lenient_float, parse_int=_lenient_int, parse_constant=lambda _: None
)


def _name(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
