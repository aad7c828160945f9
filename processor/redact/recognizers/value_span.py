"""Where a value begins and ends that stands behind a name, in whatever syntax."""

from processor.redact.buffer import leaf_end
from processor.redact.detector import pattern, window

_SCHEME = window(
    rb"(?i)^(?:bearer|basic|token|digest|negotiate|sharedkey(?:lite)?|apikey|api-key|key|"
    rb"geniekey|ssws|aws4-hmac-sha256)(?: |%20|\+)+"
)
_OPENING = window(rb"^[brfu]{0,2}(\\{0,7})([\"'`])")
_BARE = pattern(rb"(?:[^\s,;\"'`<>()\[\]{}|\x1d\x1e\\]+|  [:?+=()])+")
"""Two spaces before a sign are what `as_bytes` makes of `%3A` and the like; so, too, before the closing quote."""
_NEXT_PARAMETER = pattern(rb"(?:&|%26)(?:[A-Za-z_.%\[\]-]|  [\[\]])(?:[\w.%\[\]-]|  [\[\]])*=|&amp;|&$")
MAX_VALUE = 8192
MAX_BARE = 512
MAX_NAME = 48
"""Of the parameter that comes next: `&user[login]=…` goes on behind what a bare value may hold."""
"""Without quotes; what is longer and secret has a shape of its own."""


def value_span(text: bytes, place: int) -> tuple[int, int, bool]:
    """(start, end, whether quoted) of the value that begins at `place`, without its quotes or authentication scheme."""
    limit = leaf_end(text, place, MAX_VALUE)
    opening = _OPENING.search(text[place : place + 10])
    if opening:
        start = place + opening.end()
        scheme = _SCHEME.search(text[start : start + 24])
        start += scheme.end() if scheme else 0
        end = _closing(text, start, limit, opening.group()[opening.start(1) :])
        return start, end - 2 if text[start:end].endswith(b"  ") and end - 2 > start else end, True
    scheme = _SCHEME.search(text[place : place + 24])
    start = place + (scheme.end() if scheme else 0)
    bare = _BARE.match(text, start, min(limit, start + MAX_BARE))
    end = bare.end() if bare else start
    next_parameter = _NEXT_PARAMETER.search(text[start:end])
    if not next_parameter and b"&" in text[start:end]:
        next_parameter = _NEXT_PARAMETER.search(text[start : min(end + MAX_NAME, limit)])
    if next_parameter and start + next_parameter.start() < end:
        end = start + next_parameter.start()
    while end > start and text[end - 1 : end] in (b".", b":", b"?") and not text[end : end + 1].isalnum():
        end -= 1
    return start, end, False


def _closing(text: bytes, start: int, limit: int, quote: bytes) -> int:
    """Where the same quote, escaped as often, comes again; else the end of the string."""
    place = start
    while (place := text.find(quote, place, limit)) >= 0:
        escapes = 0
        while text[place - 1 - escapes : place - escapes] == b"\\" and place - escapes > start:
            escapes += 1
        if escapes == 0 or (len(quote) > 1 and escapes % 2 == 0 and escapes < len(quote)):
            return place
        if len(quote) == 1 and escapes % 2 == 0:
            return place
        place += len(quote)
    return limit
