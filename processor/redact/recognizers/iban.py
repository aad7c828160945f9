"""IBANs: country, its length, and the remainder modulo 97."""

from collections.abc import Iterable, Iterator
from typing import Any

from processor.redact.buffer import Found
from processor.redact.detector import Detector, window

LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28,
    "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20,
    "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
    "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
    "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}  # fmt: skip
"""Characters of an IBAN by country, from the registry of SWIFT."""

_GAP = rb"(?: {1,3}|[._+-])?"
_SIGNS = b" -._+"
_BEGINNING = rb"(?i)(?:\b|_|iban)(?:" + "|".join(LENGTHS).encode() + rb")[ -]?\d{2}"
EXPRESSION = _BEGINNING + rb"(?:" + _GAP + rb"[A-Z0-9]{4}){2,7}(?:" + _GAP + rb"[A-Z0-9]{1,3})?"

_UUID = window(rb"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_LEAD: Any = window(rb"(?i)^(?:_|iban)?")


def _check(text: bytes, start: int, end: int) -> Iterable[Found]:
    start += len(_LEAD.search(text[start : start + 4]).group())
    if any(begin < end and finish > start for begin, finish in _uuids(text, start)):
        return ()
    length = LENGTHS[text[start : start + 2].decode("ascii").upper()]
    finish = _end_after(text, start, end, length)
    if finish and not text[finish : finish + 1].isalnum() and remainder_is_one(text[start:finish]):
        return (Found(start, finish, "iban"),)
    # A wrong length with the right remainder is still somebody's account, as somebody wrote it down.
    if text[start:end].isalnum() and not text[end : end + 1].isalnum() and remainder_is_one(text[start:end]):
        return (Found(start, end, "iban"),)
    return ()


def _uuids(text: bytes, place: int) -> Iterator[tuple[int, int]]:
    """The UUIDs around a place: one in some hundred thousand looks like an account's number."""
    first = max(place - 36, 0)
    for match in _UUID.finditer(text[first : place + 36]):
        yield first + match.start(), first + match.end()


def _end_after(text: bytes, start: int, end: int, length: int) -> int:
    """Where `length` letters and digits have passed, signs between groups not counted; 0 when there are fewer."""
    for place in range(start, end):
        length -= text[place] not in _SIGNS
        if length == 0:
            return place + 1
    return 0


def remainder_is_one(iban: bytes) -> bool:
    """The check of ISO 13616: letters count from A = 10, the first four characters go last."""
    plain = iban.translate(None, _SIGNS).decode("ascii")
    return int("".join(str(int(character, 36)) for character in plain[4:] + plain[:4])) % 97 == 1


DETECTORS = (Detector(EXPRESSION, _check, in_code=True, gate=_BEGINNING + (_GAP + rb"[A-Z0-9]{4}") * 2),)
