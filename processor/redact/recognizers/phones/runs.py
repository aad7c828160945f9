"""A run of digits, brackets and separators: how it is read as one number, and whether it stands by itself."""

from collections.abc import Iterator

from processor.redact.detector import window
from processor.redact.recognizers.phones.plans import MIN_DIGITS

EXTENSION = rb"(?:,? ?(?i:x|ext[.:]?|extension:?|poste|#) ?\d{1,5})?"
_HAS_EXTENSION = window(rb"(?:,? ?(?i:x|ext[.:]?|extension:?|poste|#) ?\d{1,5})$")


def digits_of(text: bytes) -> str:
    return "".join(chr(byte) for byte in text if 48 <= byte <= 57)


def readings(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Ways to read a run as one number, longest first: (length with the extension, the number without it)."""
    extension = _HAS_EXTENSION.search(body)
    main = body[: extension.start()] if extension else body
    yield len(body), main
    while True:
        cut = max(main.rfind(b" "), main.rfind(b"-"), main.rfind(b"/"), main.rfind(b"("))
        if cut < 6:
            return
        glued = main[cut : cut + 1] == b"-" and main[cut - 1 : cut] != b" "
        main = main[:cut].rstrip(b" -/.()")
        if glued:
            continue  # the rest would be a piece of a longer number: `053-4265204-4301832`
        yield len(main), main


def bracketed(text: bytes, start: int) -> int:
    """`(+358) 78…` begins at its bracket."""
    return start - 1 if text[start - 1 : start] == b"(" and b")" in text[start : start + 6] else start


def column_end(text: bytes, start: int, end: int) -> int:
    """Where two spaces end a column of a table, or an escaped tab does, if that is inside a run."""
    gap = text.find(b"  ", start, end)
    return gap if gap >= start + MIN_DIGITS else end


def stands_free(text: bytes, start: int, end: int) -> bool:
    """Not a piece of a longer number, path, version, or word."""
    last, following = text[start - 1 : start] if start else b"", text[end : end + 1]
    if last == following == b"%" and text[start - 2 : start - 1] in (b"'", b'"'):
        return True  # LIKE '%5551234567%'
    if last.isalnum() or last in (b".", b"-", b"_", b"/", b"#", b"+", b"$", b"%"):
        return last == b"/" and (text[start : start + 1] == b"+" or text[start - 2 : start - 1] in (b"/", b" ", b":"))
    if last == b":" and text[start - 2 : start - 1].isdigit():
        return False  # `08:01 8505138`: a time, a device
    if following.isalnum() or following in (b"_", b"%"):
        return False
    if following == b"," and end - start > 10 and (text[start : start + 1] == b"+" or b"-" in text[start:end]):
        return True  # the next column; an amount would be shorter, and has no dashes
    return not (following in (b".", b"-", b"/", b":", b",") and text[end + 1 : end + 2].isdigit())
