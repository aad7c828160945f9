"""The ends of a call or message as machines write them, most often as bare digits without a plus."""

from collections.abc import Iterable, Iterator

from processor.redact.buffer import LEAF_END, Found, before
from processor.redact.detector import Detector, pattern, window
from processor.redact.recognizers.phones.lookalikes import OTHER_NUMBER
from processor.redact.recognizers.phones.named import listed
from processor.redact.recognizers.phones.plans import MAX_DIGITS, MIN_DIGITS, international, national
from processor.redact.recognizers.phones.runs import digits_of, stands_free

_BARE_TRUNK_ZERO = rb"\b0[1-9]\d{8,9}\b"
_NAMES_A_PARTY = window(rb"(?:\bnumber|\bfrom|\bto|recipient|sender|caller|callee|subscriber|msisdn)[\"':=\x1d ]{1,4}$")


def _check_bare(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Digits with the zero of a long-distance call, assigned somewhere, behind a word for somebody who is called."""
    if not stands_free(text, start, end) or not _NAMES_A_PARTY.search(before(text, start, 24)):
        return ()
    if OTHER_NUMBER.search(before(text, start, 24)) or not national(text[start:end].decode("ascii")):
        return ()
    return (Found(start, end, "phone"),)


_MESSENGER = (
    rb"\bwa\.me/[1-9]\d{7,14}\b|\b(?:PJ)?SIP/[1-9]\d{8,14}-[0-9a-f]{8}\b|\b[1-9]\d{7,14}@(?:s\.whatsapp\.net|c\.us)\b"
)
_DIALLED = (
    rb"(?i)\bsips?:\d{8,15}[@;]|executing [\[]\d{8,15}@|"
    rb"\b(?:(?:PJ)?SIP|IAX2|DAHDI|local)/(?:[^\s/\x1e]{1,24}/)?\d{8,15}@"
)


def _check_messenger(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`https://wa.me/4917612345678`, `4917612345678@s.whatsapp.net`, `SIP/4930…-0000001a`: they need no plus."""
    begin = max(text.rfind(b"/", start, end), start - 1) + 1
    finish = begin
    while text[finish : finish + 1].isdigit():
        finish += 1
    return (Found(begin, finish, "phone"),) if international(text[begin:finish].decode("ascii")) else ()


def _check_dialled(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`<sip:4989123456@10.0.0.5>`, `PJSIP/0176123456@trunk`: what was dialled; an extension is shorter."""
    begin = end - 1
    while text[begin - 1 : begin].isdigit():
        begin -= 1
    return (Found(begin, end - 1, "phone"),)


_PARTIES = rb"(?:wa_id|to|from|dst|src|msisdn|recipient|destination|phone)"
_BARE_PARTY = (
    rb"(?i)[\"']"
    + _PARTIES
    + rb"[\"']: ?[\"'][1-9]\d{9,13}[\"']|(?:^|\x1e)"
    + _PARTIES
    + rb"\x1d[1-9]\d{9,13}(?:\x1e|$)"
)


def _check_party(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`"to":"4479…"`: gateways of messages write whole numbers without a plus."""
    begin = finish = end if text[end - 1 : end].isdigit() else end - 1
    while text[begin - 1 : begin].isdigit():
        begin -= 1
    known = international(text[begin:finish].decode("ascii")) == 2
    return (Found(begin, finish, "phone"),) if known else ()


_BARE_END = (
    rb"(?i)\b(?:to|from|dst|src|recipients?|recipient_?id|"
    rb"(?:dest(?:ination)?|source|dst|src)(?:_?addr(?:ess)?| address)?|"
    rb"cdr|da|oa|party_?(?:[ab]|id)|payer|payee|[ab]_?(?:number|party)|[fr]u|"
    rb"identifier|identity|username|jid|number|for|lookup|report|leg|query)(?:=| |\x1d|[\"']?: ?)\[?[\"']?\d{10,14}\b"
)
_GATEWAY = pattern(
    rb"sms|smpp|_sm\b|whatsapp|voip|\bpdu\b|\bcdr\b|asterisk|freeswitch|\bpbx\b|stk_?push|m-?pesa|momo\b|"
    rb"mobile money|one.time (?:code|pass)|\botp(?:\b|_)|ussd|kamailio|opensips|"
    rb"(?:dest|source)(?:ination)?_addr(?:ess)?[^\w\x1e]{1,3}$|"
    rb"smsc\b|\bhlr\b|\bmo from $|\bmt \b|\bno answer\b|delivery report|portability|(?:in|out)bound|"
    rb"facebook\.com\S{0,40}/messages|"
    rb"nexmo|vonage|plivo|twilio|messagebird|sinch|infobip|telnyx|clickatell|"
    rb"(?:messages?|calls?|voice)\S{0,60}[?&](?:to|from|dst|src|recipient|destination|number)=$"
)
"""Who carries messages and calls, and writes whole numbers without a plus."""
_SENT = window(rb"\b(?:otp|sms|whats ?app)\b.{0,40} (?:to|an|au|a|al|para|do|naar|till|til) $")
"""Behind this even the ten digits that are dialled inside a country."""
_ENDS_NUMBER = (b"", b":", b" ", b"&", b",", b";", b")", b"]", b"'", b'"', b"\n", LEAF_END)


def _check_end(text: bytes, start: int, end: int) -> Iterator[Found]:
    """`plivo: src 1415… dst 4420…`, `/sms/send?to=4479…`: an end of a message or call."""
    begin = end
    while text[begin - 1 : begin].isdigit():
        begin -= 1
    if _GATEWAY.search(before(text, begin, 80)) is None or text[end : end + 1] not in _ENDS_NUMBER:
        return
    digits = text[begin:end].decode("ascii")
    at_home = digits[0] == "0" or (len(digits) == 10 and _SENT.search(before(text, begin, 48)) is not None)
    known = national(digits) if at_home else international(digits) == 2
    if known:
        yield Found(begin, end, "phone")
        yield from listed(text, end)


_IN_PATH = (
    rb"(?i)/(?:wa|whats-?app|sms|calls?|dial|voice|telephony|msisdn|messages/to|otp)/(?:[a-z][a-z_-]{0,15}/)?"
    rb"[1-9]\d{10,13}(?:[/? \"'\x1e]|$)"
)


def _check_path(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`/wa/send/4917612345678?template=…`: a whole number that some country assigns, where calls and messages go."""
    finish = end if text[end - 1 : end].isdigit() else end - 1
    begin = text.rfind(b"/", start, finish) + 1
    known = international(text[begin:finish].decode("ascii")) == 2
    return (Found(begin, finish, "phone"),) if known else ()


_IN_INDEX = (
    rb"(?i)(?:entry '[^'\x1d\x1e]{7,24}' for key '[^'\x1e]{0,60}(?:phone|mobile|telefon|\btel|_tel|msisdn|handy|"
    rb"celular)|"
    rb"(?:phone|mobile|telefon|msisdn|handy|celular)[^'\x1e]{0,20}'[^\x1e\n]{0,120}"
    rb"duplicate key value is \([^)\x1e]{7,24}\))"
)
_FIRST_QUOTED = window(rb"(?i)(?:entry '|value is \()([^')]+)")


def _check_index(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`Duplicate entry '…' for key 'users.phone'`, and SQL Server's words for the same."""
    match = _FIRST_QUOTED.search(text[start:end])
    if match is None or not MIN_DIGITS <= len(digits_of(match.group(1))) <= MAX_DIGITS:
        return ()
    letters = any(chr(byte).isalpha() for byte in match.group(1))
    return () if letters else (Found(start + match.start(1), start + match.end(1), "phone"),)


DETECTORS = (
    Detector(_BARE_TRUNK_ZERO, _check_bare),
    Detector(_MESSENGER, _check_messenger, cost=6),
    Detector(_DIALLED, _check_dialled),
    Detector(_BARE_PARTY, _check_party, cost=6),
    Detector(_BARE_END, _check_end, cost=6),
    Detector(_IN_PATH, _check_path, cost=6),
    Detector(_IN_INDEX, _check_index, gate=rb"(?i)' for key '|duplicate key value is"),
)
