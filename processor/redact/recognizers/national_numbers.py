"""The forms that national numbers have behind their name, and whether one stands by itself."""

from collections.abc import Callable

from processor.redact.detector import pattern, window

CANDIDATE = pattern(
    rb"^(?:\d{7,12}-[\dXKk]|\d{7,16}|[A-Z]\d{3}-\d{4}-\d{4}|\d{1,6}(?:[ ./-]\d{1,8}){1,5}|"
    rb"[A-Za-z]{1,4}[ -]?\d{5,9}[A-Za-z]{0,2}\d?|"
    rb"\d{7,9}-?[A-Za-z]{1,2}\d?|[A-Za-z0-9]{9,18}|[A-Z]{2}(?: ?\d{2}){3} ?[A-Z]|[A-Z]{2} \d{6} [A-Z]|"
    rb"\d{2} ?\d{6} ?[A-Z] ?\d{3}|\d{6}[-+A-Z]\d{3}[A-Z0-9])\b"
)
_DOCUMENT_NUMBER = window(rb"^[A-Z][A-Z0-9]{7,8}$")
"""Of a passport or card: German ones have letters where others have digits."""
_DATE = window(rb"^(?:(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}|\d+\.\d+)$")
_ENDS_SEGMENT = (b"", b"/", b"?", b" ", b'"', b"'", b"\x1e")


def number_end(text: bytes, begin: int, run: bytes, of_a_document: bool = False, segment: bool = False) -> int:
    """Where the number ends that begins a run of digits, letters and separators; its own beginning when it is none.

    `segment`: it is one of a path, `/nhs/9434765919`."""
    candidate = CANDIDATE.search(run)
    if candidate is None:
        return begin
    value = candidate.group().rstrip(b" -./")
    while value and sum(48 <= c <= 57 for c in value) > 18:
        value = value[: max(value.rfind(b" "), value.rfind(b"-"), 0)]
    digits = sum(48 <= c <= 57 for c in value)
    finish = begin + len(value)
    if (
        digits < (2 if of_a_document and _DOCUMENT_NUMBER.search(value) else 6)
        or not (is_segment(text, begin, finish) if segment else stands_free(text, begin, finish))
        or _is_date_or_decimal(value)
    ):
        return begin
    return finish


def _is_date_or_decimal(value: bytes) -> bool:
    return _DATE.search(value) is not None


def stands_free(text: bytes, start: int, end: int) -> bool:
    """Not a piece of a longer number, word or path."""
    last, following = text[start - 1 : start] if start else b"", text[end : end + 1]
    if last.isalnum() or last in (b"-", b"_", b".", b"/", b"#", b"+", b"$", b"%", b"@"):
        return False
    if following.isalnum() or following in (b"_", b"%", b"@"):
        return False
    return not (following in (b"-", b".", b"/") and text[end + 1 : end + 2].isalnum())


def is_segment(text: bytes, start: int, end: int) -> bool:
    """A whole segment of a path."""
    return (
        text[start - 1 : start] == b"/"
        and text[start - 2 : start - 1].isalnum()
        and text[end : end + 1] in _ENDS_SEGMENT
    )


def _capitals(text: bytes) -> str:
    return "".join(chr(byte) for byte in text if chr(byte).isalnum()).upper()


def holds_for(holds: Callable[[str], bool], text: bytes) -> bool:
    """Whether a check holds for the digits and capitals of a text."""
    try:
        return holds(_capitals(text))
    except (ValueError, IndexError, KeyError):
        return False
