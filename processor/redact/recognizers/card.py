"""Payment cards: an issuer's prefix, a length it uses and the Luhn digit; bare 16 digits named "order" stay."""

from collections.abc import Iterable

from processor.redact.buffer import Found, after, before
from processor.redact.detector import Detector, pattern, window
from processor.redact.presidio import checksum

_GAP = rb"(?: {1,3}|[.+-]| - )"
_GROUPED = rb"\b\d{4}(?:" + _GAP + rb"\d{4}){2,4}(?:" + _GAP + rb"\d{1,4})?\b"
_OTHER_GROUPS = rb"\b3\d{3}" + _GAP + rb"\d{6}" + _GAP + rb"\d{4,5}\b|\b[2-6]\d{7}[ -]\d{8}\b|\b62\d{4}[ -]\d{10,13}\b"
"""American Express and Diners by 4, 6 and the rest; two halves; UnionPay by 6 and the rest."""
_BARE = rb"\b(?:[2-6]\d{11,18}|1800\d{11})\b|\b(?:CC)?(?:VI|CA|MC|AX|DC|JC|DS|TP)[3-6]\d{13,15}\b|%B[2-6]\d{12,18}\^"

_SAYS_CARD = pattern(
    rb"card|\bcc\b|\bpan\b|credit|debit|visa|master|amex|american express|discover|maestro|jcb|diners|unionpay|"
    rb"payment|charge|paid|"
    rb"karte|tarjeta|carte|cartao|carta\b|kort|kaart|karta|checkout|billing|kredit|issuer|declin|tokeni[sz]|acquirer|refus|"
    rb"cv[cv]|expir"
)
_SAYS_NUMBER = pattern(
    rb"(?:orders?|invoice|inv|track|tracking|trace|ticket|ref|request|req|batch|seq|serial|sku|item|product|isbn|"
    rb"imei|meid|iccid|ean|upc|gtin|"
    rb"time|nonce|snowflake|span|offset|bestell|rechnung|commande|pedido|factura|shipment|parcel|message|msg|event|job|"
    rb"correlation|process|thread|object|user|customer|member|row|record|build|run|session|"
    rb"transaction|txn|tx|id)[_ .-]{0,2}(?:number|num|no\.?|nr\.?|#|id|key|code)?[\"':=#\s\x1d-]*(?:is )?$|"
    rb"(?:account|acct)[ _]?(?:id|key|code|#)?[\"':=#\s\x1d-]*$"
)
_OTHER_CARD = pattern(
    rb"(?:loyalty|member(?:ship)?|library|bonus|points|club|insurance|health|gift|sim|customer|rewards?) ?cards?\b"
)
_FREE_TEXT = window(rb"(?:^|[^\w-])(?:message|msg|event)\x1d$")
"""A field of whatever was said, at whose beginning the number stands."""
_luhn = checksum("credit_card")
_DIGITS = window(rb"\d+")


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
    if text[start - 1 : start] in (b".", b"-", b"_", b"/"):
        return
    groups = [(start + match.start(), start + match.end()) for match in _DIGITS.finditer(text[start:end])]
    many = sum(last - first == 4 for first, last in groups) > 4
    if (_in_a_table(text, start, end) or many) and not _SAYS_CARD.search(before(text, start)):
        return
    for first in range(len(groups)):
        for last in range(len(groups) - 1, first, -1):
            begin, finish = groups[first][0], groups[last][1]
            digits = "".join(chr(c) for c in text[begin:finish] if 48 <= c <= 57)
            if text[finish : finish + 1] in (b"_", b"/") or not 14 <= len(digits) <= 19:
                continue
            if issued(digits) and _luhn(digits) and (_distinct(digits) or not _OTHER_CARD.search(before(text, start))):
                yield _card(begin, finish)
                yield from _behind(text, finish)
                return


_HEX_BEFORE, _HEX_AFTER = window(rb"[0-9a-f]{4,5}[ .-]$"), window(rb"^[ .-][0-9a-f]{4,5}\b")


def _in_a_table(text: bytes, start: int, end: int) -> bool:
    """Whether more groups of four stand around: a dump of memory, a table of characters."""
    return _HEX_BEFORE.search(before(text, start, 7)) is not None or _HEX_AFTER.search(after(text, end, 7)) is not None


_EXPIRY_NEXT = window(
    rb"^[\"']?[ ,;|:]{1,3}[\"']?(?:0?[1-9]|1[0-2])[\"']?[ ,;|/-]{1,3}[\"']?(?:20)?[23]\d\b[\"']?(?:[ ,;|"
    rb":]{1,3}[\"']?(\d{3,4})\b)?"
)
"""What stands behind a card's number in rows of a table: `|07|2027|481`."""


def _behind(text: bytes, end: int) -> Iterable[Found]:
    """The digits on the back of the card, where they follow its number and expiry."""
    expiry = _EXPIRY_NEXT.search(after(text, end, 28))
    return (Found(end + expiry.start(1), end + expiry.end(1), "secret.cvv"),) if expiry and expiry.group(1) else ()


def _check_bare(text: bytes, start: int, end: int) -> Iterable[Found]:
    if text[start : start + 2] == b"%B":
        start, end = start + 2, end - 1  # the first track of a magnetic stripe
    while text[start : start + 1].isalpha():
        start += 1  # `FOP CC VI4…`: airlines write the network before the number
    digits = text[start:end].decode("ascii")
    if not issued(digits) or text[start - 1 : start] in (b".", b"-", b"_", b"#", b"/"):
        return
    if text[end : end + 1] in (b"-", b"_") or (text[end : end + 1] == b"." and text[end + 1 : end + 2].isdigit()):
        return
    if _luhn(digits) and _is_meant(text, start, end, digits):
        yield _card(start, end)
        yield from _behind(text, end)


def _is_meant(text: bytes, start: int, end: int, digits: str) -> bool:
    """Whether the words around, or what follows, say card; or the digits do and no word says what else they are."""
    ahead, behind = before(text, start, 96), after(text, end, 28)
    if _EXPIRY_NEXT.search(behind) or text[end : end + 1] == b"^" or _TRACK_NEXT.search(behind):
        return True
    numbered = _SAYS_NUMBER.search(ahead[-48:]) is not None and not _FREE_TEXT.search(ahead)
    if _OTHER_CARD.search(ahead[-40:]) and not _distinct(digits):
        return False
    if _SAYS_CARD.search(ahead[-40:]) or _SAYS_CARD.search(behind[:24]):
        return not numbered or _SAYS_CARD.search(ahead[-24:]) is not None
    return not numbered and (_distinct(digits) or _SAYS_CARD.search(ahead) is not None)


_TRACK_NEXT = window(rb"^=\d{2}(?:0[1-9]|1[0-2])\d{3}")
_MAESTRO = ("5018", "5020", "5038", "5893", "6304", "6759", "6761", "6762", "6763")


def _distinct(digits: str) -> bool:
    """Whether prefix and length say card even where no word does: not the wide ranges of Maestro, or rare lengths."""
    if digits[:2] == "62":
        return 16 <= len(digits) <= 19
    if len(digits) == 14:
        return digits[0] == "3"
    if digits[0] == "6" or digits[:2] == "50":
        known = digits[:4] in ("6011", *_MAESTRO) or digits[:2] == "65" or "644" <= digits[:3] <= "649"
        return len(digits) == 16 and known
    return len(digits) in (15, 16)


def _card(start: int, end: int) -> Found:
    return Found(start, end, "credit_card")


DETECTORS = (
    Detector(_GROUPED, _check_groups, in_code=True),
    Detector(_OTHER_GROUPS, _check_groups, in_code=True),
    Detector(_BARE, _check_bare, in_code=True),
)
