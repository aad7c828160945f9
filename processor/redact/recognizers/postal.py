"""India calls its postal codes PIN codes: six digits, of which the first is a region's and never 0 or 9."""

from processor.redact.buffer import after, before
from processor.redact.detector import pattern, window

_SIX_DIGITS = window(rb"^[1-8]\d{5}$")
_NAMED = window(rb"\bpin[ _]?code(?:[\"']? ?[:=#\x1d] ?[\"']?| (?:is )?)$")
_PIN = window(rb"\bpin[ _-]?(?:code)?(?:[\"']? ?[:=#\x1d] ?[\"']?| (?:is )?)$")
_OF_A_PLACE = pattern(
    rb"address|city|state|district|deliver|ship|serviceab|locality|\barea|postal|courier|pick-?up|india|warehouse|store"
)
_OF_A_PERSON = pattern(
    rb"\byour|\bmy\b|\bher\b|\bhis\b|their|enter|otp|sms\b|card|\batm\b|\bsim\b|unlock|log[ -]?in|sign|auth|secur|"
    rb"user|customer|verif|wrong|incorrect|\binvalid|attempt|reset|device|account|pair|secret|change|lautet|"
    rb"\bist\b|\bihr|\bdein|\bvotre|\bvoor|\bjouw|\buw\b|\btu\b|\bsu\b|\btwoj|\bil tuo|\bseu\b|\bdel\b|\bde\b|kode|"
    rb"sent|use |bank|wallet|locker|door|alarm|phone|safe|password|passcode"
)
"""What is said of a PIN that somebody keeps to himself; a dozen languages call that one PIN code too."""


def is_postal_code(text: bytes, start: int, end: int) -> bool:
    """Whether these digits are a place's and not somebody's PIN."""
    if _SIX_DIGITS.search(text[start:end]) is None:
        return False
    ahead = before(text, start)
    around = ahead + after(text, end, 40)
    if _OF_A_PLACE.search(around) is not None:
        return _PIN.search(ahead) is not None
    return _NAMED.search(ahead) is not None and _OF_A_PERSON.search(around) is None
