"""Secrets before and after a change: `passwd changed: old=… new=…`, `password reset from=… to=…`."""

from collections.abc import Iterator

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import could_be_secret

_SIDE = rb"\b(?:old|new|previous|prev|current|from|to|was|now|before|after)\\?[\"']?(?:=|: ?)"
_CHANGED = (
    rb"(?i)\b(?:password|passwd|pwd|passphrase|passcode|passwort|kennwort|secret|token|api[ _-]?key|credentials?)\b"
    rb"[^\n=\x1d\x1e]{0,40}" + _SIDE
)
_NEXT_SIDE = window(rb"(?i)" + _SIDE)
MAX_REST = 240
"""Bytes behind the first value in which the other may stand."""


def _check(text: bytes, start: int, end: int) -> Iterator[Found]:
    limit = leaf_end(text, end, MAX_REST)
    line = text.find(b"\n", end, limit)
    limit = limit if line < 0 else line
    place = end
    while True:
        begin, finish, _ = value_span(text, place)
        if finish <= limit and could_be_secret(text[begin:finish].decode("latin-1")):
            yield Found(begin, finish, "secret.named")
        following = _NEXT_SIDE.search(text, max(finish, place), limit)
        if following is None:
            return
        place = following.end()


DETECTORS = (Detector(_CHANGED, _check, gate=rb"(?i)\b(?:old|new|previous|prev|from|was|before)[\\\"']{0,2}[=:]"),)
