"""Plain text inside Markdown, as Discord and Mattermost read it. Pure."""

from typing import Final

_ZERO_WIDTH: Final = "\u200b"
_SPECIAL: Final = frozenset("\\`*_{}[]()<>#+-!|~:&=")


def escaped(text: str) -> str:
    """The text escaped, so that nothing in it formats, links or mentions: a zero-width character breaks `@` and
    `://`."""
    plain = "".join(f"\\{ch}" if ch in _SPECIAL else ch for ch in text.replace("://", f":{_ZERO_WIDTH}//"))
    return plain.replace("@", f"@{_ZERO_WIDTH}")


def escaped_cut(text: str, most: int) -> str:
    """Escaped, and cut to a length first, so that no half of an escape is left."""
    while len(escaped(text)) > most:
        over = len(escaped(text)) - most
        text = text[: max(len(text) - 2 - over // 2, 0)] + "…" if len(text) > 2 else ""
    return escaped(text)
