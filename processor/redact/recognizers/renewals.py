"""Secrets before and after a change: `passwd changed: old=… new=…`, `password reset from=… to=…`."""

from collections.abc import Callable, Iterator

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import could_be_secret, looks_random

_SIDE = rb"\b(?:old|new|previous|prev|current|from|to|was|now|before|after)\\?[\"']?(?:=|: ?)"
_CHANGED = (
    rb"(?i)\b(?:password|passwd|pwd|passphrase|passcode|passwort|kennwort|secret|token|api[ _-]?key|credentials?)\b"
    rb"[^\n=\x1d\x1e]{0,40}" + _SIDE
)
_COMPARED = (
    rb"(?i)\b(?:(?:\w{1,20}_)?(?:password|secret|token|api[ _-]?key|csrf|session|nonce)|jwt|otp|state|"
    rb"sid)\b[^\n\x1d\x1e]{0,40}?"
    rb"\b(?:(?:got|expected|received|want(?:ed)?|actual)\b(?:=|: ?| )|(?:cookie|header|form)=)\\?[\"']?"
)
_NEXT_SIDE = window(
    rb"(?i)" + _SIDE + rb"|\b(?:got|expected|received|want(?:ed)?|actual|but (?:was|got))\b(?:=|: ?| )(?=\S)|"
    rb"\b(?:cookie|header|form)="
)
MAX_SIDES = 4
MAX_REST = 240
"""Bytes behind the first value in which the other may stand."""


def _check(text: bytes, start: int, end: int) -> Iterator[Found]:
    return _sides(text, end, could_be_secret)


def _check_compared(text: bytes, start: int, end: int) -> Iterator[Found]:
    """`csrf_token mismatch: got …, want …`: a parser also compares its tokens so."""
    while text[end - 1 : end] in (b"'", b'"', b"\\"):
        end -= 1
    return _sides(text, end, looks_random)


def _sides(text: bytes, end: int, fits: Callable[[str], bool]) -> Iterator[Found]:
    limit = leaf_end(text, end, MAX_REST)
    line = text.find(b"\n", end, limit)
    limit = limit if line < 0 else line
    place = end
    for _ in range(MAX_SIDES):
        begin, finish, _ = value_span(text, place)
        if finish <= limit and fits(text[begin:finish].decode("latin-1")):
            yield Found(begin, finish, "secret.named")
        following = _NEXT_SIDE.search(text, max(finish, place), limit)
        if following is None:
            return
        place = following.end()


DETECTORS = (
    Detector(_CHANGED, _check, gate=rb"(?i)\b(?:old|new|previous|prev|from|was|before)[\\\"']{0,2}[=:]"),
    Detector(
        _COMPARED,
        _check_compared,
        gate=rb"(?i)\b(?:(?:got|expected|received|want(?:ed)?|actual)\b(?:=|: ?| )|(?:cookie|header|form)=)",
    ),
)
