"""Ids as they stand in URLs and bodies: text of digits."""

import re
from typing import Final

from api.problems import not_found
from api.schemas.base import MAX_BIGINT

_HEX: Final = re.compile(r"[0-9a-f]{32}")


def row_id(text: str) -> int | None:
    """The id that a text of digits stands for; None for other text. A number that no row can have is -1."""
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text) if len(text) <= 19 else -1
    return number if number <= MAX_BIGINT else -1


def wanted_id(text: str) -> int:
    """The id in a URL. Raises 404 for what is none."""
    number = row_id(text)
    if number is None:
        raise not_found()
    return number


def event_id(text: str) -> str | None:
    """32 lower-case hex digits, given with or without dashes; None for what is no event id."""
    plain = text.replace("-", "").lower()
    return plain if _HEX.fullmatch(plain) else None
