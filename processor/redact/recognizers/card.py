"""Payment cards: an issuer's prefix, a length it uses and the Luhn digit; bare 16 digits named "order" stay."""

from collections.abc import Iterable

from processor.redact.buffer import Found, after, before
from processor.redact.detector import Detector, window
from processor.redact.presidio import checksum

_GROUPED = rb"\b\d{4}(?:[ .-]\d{4}){2,4}(?:[ .-]\d{1,4})?\b"
_AMEX_GROUPED = rb"\b3\d{3}[ .-]\d{6}[ .-]\d{4,5}\b"
_BARE = rb"\b(?:[2-6]\d{11,18}|1800\d{11})\b"

_SAYS_CARD = window(
    rb"card|\bcc\b|\bpan\b|credit|debit|visa|master|amex|american express|discover|maestro|jcb|diners|unionpay|"
    rb"payment|charge|paid|"
    rb"karte|tarjeta|carte|cartao|carta\b|kort|kaart|karta|checkout|billing|kredit|issuer|declin|acquirer|refus|"
    rb"cv[cv]|expir"
)
_SAYS_NUMBER = window(
    rb"(?:orders?|invoice|inv|track|tracking|trace|ticket|ref|request|req|batch|seq|serial|sku|item|product|isbn|"
    rb"imei|meid|iccid|ean|upc|gtin|"
    rb"time|nonce|snowflake|span|offset|bestell|rechnung|commande|pedido|factura|shipment|parcel|message|msg|event|job|"
    rb"correlation|process|thread|object|account|acct|user|customer|member|row|record|build|run|session|"
    rb"transaction|txn|tx|id)[_ .-]{0,2}(?:number|num|no\.?|nr\.?|#|id|key|code)?[\"':=#\s\x1d-]*(?:is )?$"
)
_luhn = checksum("credit_card")


def issued(digits: str) -> bool:
    """Whether some issuer hands out numbers with this prefix and length."""
    first2, first3, first4, length = int(digits[:2]), int(digits[:3]), int(digits[:4]), len(digits)
    if digits[0] == "4":
        return length in (13, 16, 19)
    if 51 <= first2 <= 55 or 2221 <= first4 <= 2720 or 2200 <= first4 <= 2204:
        return length == 16
    if first2 in (34, 37):
        return length == 15
    if 300 <= first3 <= 305 or first2 in (36, 38, 39):
        return length in (14, 16)
    if first4 in (1800, 2131):
        return length == 15
    if first2 == 35:
        return length == 16
    if first4 == 6011 or 644 <= first3 <= 649 or first2 == 65 or first2 == 62:
        return 16 <= length <= 19
    return (first2 in (50, 60, 81, 82) or 56 <= first2 <= 69 or first4 == 9792) and 12 <= length <= 19


def _check_groups(text: bytes, start: int, end: int) -> Iterable[Found]:
    """The run may begin or end with groups that belong to something else: try every window of groups."""
    if text[start - 1 : start] in (b".", b"-", b"_", b"/") or text[end : end + 1] in (b"_", b"/"):
        return ()
    groups = _groups(text, start, end)
    if (_in_a_table(text, start, end) or len(groups) > 4) and not _SAYS_CARD.search(before(text, start)):
        return ()
    for first in range(len(groups)):
        for last in range(len(groups) - 1, first, -1):
            begin, finish = groups[first][0], groups[last][1]
            digits = "".join(chr(c) for c in text[begin:finish] if 48 <= c <= 57)
            if 14 <= len(digits) <= 19 and issued(digits) and _luhn(digits):
                return (Found(begin, finish, "credit_card"),)
    return ()


_HEX_BEFORE, _HEX_AFTER = window(rb"[0-9a-f]{4,5}[ .-]$"), window(rb"^[ .-][0-9a-f]{4,5}\b")


def _in_a_table(text: bytes, start: int, end: int) -> bool:
    """Whether more groups of four stand around: a dump of memory, a table of characters."""
    return _HEX_BEFORE.search(before(text, start, 7)) is not None or _HEX_AFTER.search(after(text, end, 7)) is not None


def _groups(text: bytes, start: int, end: int) -> list[tuple[int, int]]:
    groups, begin = [], start
    for place in range(start, end):
        if text[place] in b" .-":
            groups.append((begin, place))
            begin = place + 1
    return [*groups, (begin, end)]


def _check_bare(text: bytes, start: int, end: int) -> Iterable[Found]:
    digits = text[start:end].decode("ascii")
    if not issued(digits) or text[start - 1 : start] in (b".", b"-", b"_", b"#", b"/"):
        return ()
    if text[end : end + 1] in (b"-", b"_") or (text[end : end + 1] == b"." and text[end + 1 : end + 2].isdigit()):
        return ()
    if not _luhn(digits):
        return ()
    ahead = before(text, start, 48)
    if _SAYS_CARD.search(ahead[-40:]) or _SAYS_CARD.search(after(text, end)):
        return () if _SAYS_NUMBER.search(ahead[-24:]) and not _SAYS_CARD.search(ahead[-24:]) else (_card(start, end),)
    if _distinct(digits) and not _SAYS_NUMBER.search(ahead):
        return (_card(start, end),)
    return ()


def _distinct(digits: str) -> bool:
    """Whether prefix and length say card even where no word does: not Maestro, UnionPay, or rare lengths."""
    if digits[0] == "6":
        return len(digits) == 16 and (digits[:4] == "6011" or digits[:2] == "65" or "644" <= digits[:3] <= "649")
    return len(digits) in (15, 16) and digits[:2] != "50"


def _card(start: int, end: int) -> Found:
    return Found(start, end, "credit_card")


DETECTORS = (
    Detector(_GROUPED, _check_groups, in_code=True),
    Detector(_AMEX_GROUPED, _check_groups, in_code=True),
    Detector(_BARE, _check_bare, in_code=True),
)
