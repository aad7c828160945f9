"""India calls its postal codes PIN codes: six digits, which stand beside a city, a state, a delivery."""

from processor.redact.buffer import after, before
from processor.redact.detector import pattern, window

_SIX_DIGITS = window(rb"^[1-8]\d{5}$")
_NAMED = window(rb"\bpin[ _-]?code(?:[\"']? ?[:=#\x1d] ?[\"']?| (?:is )?)$")
_OF_A_PLACE = pattern(
    rb"address|city|state|district|deliver|ship|serviceab|locality|\barea|postal|courier|pick-?up|india|warehouse|store"
)


def is_postal_code(text: bytes, start: int, end: int) -> bool:
    """Whether these digits are a place's and not somebody's PIN."""
    ahead = before(text, start)
    if _SIX_DIGITS.search(text[start:end]) is None or _NAMED.search(ahead) is None:
        return False
    return _OF_A_PLACE.search(ahead + after(text, end, 40)) is not None
