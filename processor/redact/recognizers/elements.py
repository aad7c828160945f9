"""Names and values that a document holds apart: XML elements, `name`/`value` pairs, parts of a form, Redis.

`<password>…</password>`, `<add key="apiKey" value="…"/>`, `{"name": "DB_PASSWORD", "value": "…"}`,
`form-data; name="password"` with its value behind an empty line, `"SET" "otp:42" "493021"`.
"""

from collections.abc import Iterable

from processor.redact.buffer import LEAF_END, Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.keys import Secrecy, secrecy
from processor.redact.recognizers.index_keys import rule_for
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import could_be_secret, is_placeholder, is_word, looks_random

WORDS = (
    rb"pass|pwd|\bpw\b|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|credential|otp|csrf|session|jwt|pin\b|cvv|"
    rb"cvc|auth|signature|verification|card_?code"
)
_NAME = rb"[A-Za-z0-9_.:-]{0,40}(?:" + WORDS + rb")[A-Za-z0-9_.:-]{0,40}"
_ELEMENT = rb"(?i)(?:<|&lt;)" + _NAME + rb"(?:\s[^<>\x1e]{1,200})?(?:>|&gt;)(?:<(?:value|string)>)?[^<\s\x1e]"
_NAMED_LEAD = (
    rb"(?i)(?:\b(?:name|key|k|id|field|property|param|parameter|variable|header|setting|var|"
    rb"type)\\?[\"']?[ \t]{0,2}[:=][ \t]"
    rb"{0,2}\\?[\"']?|<(?:key|name|string)>)"
)
_NAMED = _NAMED_LEAD + _NAME
_REDIS = (
    rb"(?i)\b(?:p?setex|setnx|getset|set)\b\"? \"?[A-Za-z0-9_.:-]{0,40}(?:"
    + WORDS
    + rb"|reset|code)[^\s\"\x1e]{0,80}\"? "
)
_VALUE_NEXT = window(
    rb"(?i)^\\?[\"']?(?: [\w-]{1,20}=\"[^\"]{0,60}\"){0,3}(?:[\s,>/;)\]]{1,12}|"
    rb"</\w{1,12}>\s{0,12})(?:<(?:string|value|data)>|-?[ ]?\\?[\"']?(?:value|val|v|content|data|"
    rb"text|default)\\?[\"']?[ \t]{0,2}(?:=>|[:=])[ \t]{0,2})"
)
"""Between a name and its value: `" value="`, `","Value":"`, a new line and `value: `, `</key><string>`."""
_ELEMENT_NEXT = window(rb"^\\?[\"'](?: [^<>\x1e]{0,60})?>")
_FORM_PART_NEXT = window(rb"^\\?[\"'][ \t]{0,2}\r?[\n ] {0,4}\r?[\n ] {0,4}|^\\?[\"'] {8,16}")
_VALUE_BEFORE = window(
    rb"(?i)\\?[\"']?value\\?[\"']?\s{0,2}[:=]\s{0,2}\\?[\"']([^\"'\\\x1e\x1d]{1,128})\\?[\"'],?\s{1,4}\\?[\"']?$"
)
_VALUE_BEFORE_TIGHT = window(
    rb"(?i)[\"']value\\?[\"']\s{0,2}[:=]\s{0,2}\\?[\"']([^\"'\\\x1e\x1d]{1,128})\\?[\"'],\\?[\"']?$"
)
_LOOK_BACK, _LOOK_AHEAD = 180, 90


def accepted(name: str, value: str) -> bool:
    """Whether a value that a document puts under a name is a secret."""
    level = secrecy(name.rpartition(":")[2])
    if level == Secrecy.NONE or is_placeholder(value) or is_word(value) or len(value) < 3:
        return False
    if level == Secrecy.RANDOM:
        return looks_random(value)
    return level == Secrecy.CERTAIN or could_be_secret(value)


def _check_element(text: bytes, start: int, end: int) -> Iterable[Found]:
    tag = text[start:end].lstrip(b"<").removeprefix(b"&lt;").split(None, 1)[0].split(b">")[0].split(b"&")[0]
    limit = leaf_end(text, end, 512)
    closing = min((place for sign in (b"<", b"&lt;") if (place := text.find(sign, end, limit)) >= 0), default=-1)
    if closing < 0:
        return ()
    value = text[end - 1 : closing].strip()
    begin = text.find(value, end - 1)
    fits = accepted(tag.decode("latin-1"), value.decode("latin-1"))
    return (Found(begin, begin + len(value), "secret.named"),) if fits else ()


_FIRST = window(rb"(?i)^(?:<\w+>|\w+\\?[\"']?[ \t]{0,2}[:=][ \t]{0,2}\\?[\"']?)")


def _check_named(text: bytes, start: int, end: int) -> Iterable[Found]:
    lead = _FIRST.search(text[start:end])
    name = text[start + (lead.end() if lead else 0) : end].decode("latin-1")
    if secrecy(name.rpartition(":")[2]) == Secrecy.NONE:
        return
    ahead = text[end : leaf_end(text, end, _LOOK_AHEAD)]
    following = _VALUE_NEXT.search(ahead) or _FORM_PART_NEXT.search(ahead)
    if following:
        begin, finish, _ = value_span(text, end + following.end())
    elif element := _ELEMENT_NEXT.search(ahead):
        begin = end + element.end()
        finish = text.find(b"<", begin, leaf_end(text, begin, 512))
    else:
        behind = text[max(0, start - _LOOK_BACK) : start]
        earlier = _VALUE_BEFORE.search(behind) or _VALUE_BEFORE_TIGHT.search(behind)
        if earlier is None:
            return
        begin, finish = start - len(behind) + earlier.start(1), start - len(behind) + earlier.end(1)
    value = text[begin:finish].decode("latin-1")
    of_parser = text[start : start + 4].lower() == b"type" and secrecy(name) < Secrecy.CERTAIN
    if of_parser and not looks_random(value):
        return  # `{"type": "token", "value": "ident42"}`
    if finish > begin and "\n" not in value and accepted(name, value):
        yield Found(begin, finish, "secret.named")


_SECONDS = window(rb"^\"?\d{1,9}\"? ")


def _check_redis(text: bytes, start: int, end: int) -> Iterable[Found]:
    key = text[start:end].split(b" ")[1].strip(b'"').decode("latin-1")
    named = any(secrecy(part) >= Secrecy.LIKELY for part in key.split(":")[:-1]) or "reset" in key.lower()
    takes_seconds = b"ETEX" in text[start:end].upper()
    seconds = _SECONDS.search(text[end : end + 14]) if takes_seconds else None
    if takes_seconds and seconds is None:
        return ()  # the value was cut off
    begin, finish, _ = value_span(text, end + (seconds.end() if seconds else 0))
    value = text[begin:finish].decode("latin-1")
    fits = named and (could_be_secret(value) or (value.isdigit() and 4 <= len(value) <= 8))
    return (Found(begin, finish, "secret.named"),) if fits else ()


_REPORTED = (
    rb"(?i)\b(?:input_value=|with value )[\"'][^\"'\s\x1e]|rejected value \[[^\]\s\x1e]|"
    rb"\\?[\"'](?:received|input|rejected(?:_?value)?|attemptedValue|instance)\\?[\"']: ?\\?[\"'][^\"'\s\x1e]"
)
_FIELD = window(
    rb"(?i)(?:\bfield|\bpath|\bloc|\bproperty|\bparam)[\"']?[^\w\n]{1,6}(?:[\w.-]{1,40}[^\w\n]{1,4}){0,3}?"
    rb"([a-z_][\w.-]{1,60})[\"'\])](?!,\s?[\"'][\w.-]{1,60}[\"'][\],])|\n([a-z_][\w.]{1,80})\n"
)
_FIELD_NEXT = window(
    rb"(?i)^rejected value \[[^\]\n]{1,200}\] (?:for|of|in|on) (?:the )?(?:field|property) [\"'`]([\w.-]{2,60})()"
)
_FIELD_BACK = 240


def _field_before(text: bytes, start: int) -> str:
    """The field that a report is about, the last one named before a place, or right behind; empty when none is."""
    first = max(text.rfind(LEAF_END, 0, start) + 1, start - _FIELD_BACK)
    names = _FIELD.findall(text[first:start]) or _FIELD_NEXT.findall(text[start : leaf_end(text, start, _FIELD_BACK)])
    return b"".join(names[-1]).decode("latin-1").rpartition(".")[2] if names else ""


def _check_reported(text: bytes, start: int, end: int) -> Iterable[Found]:
    """A value that a validator refused, as it says which field it is of: pydantic, Spring, zod, FluentValidation."""
    field = _field_before(text, start)
    if not field:
        return ()
    if text[end - 2 : end - 1] == b"[":
        begin, finish = end - 1, text.find(b"]", end, leaf_end(text, end, 200))
    else:
        begin, finish, _ = value_span(text, end - 2 - (text[end - 3 : end - 2] == b"\\"))
    return _refused(text, field.encode("latin-1"), begin, finish)


def _refused(text: bytes, field: bytes, begin: int, finish: int) -> Iterable[Found]:
    value = text[begin : max(finish, begin)]
    rule = rule_for(field, value)
    if not rule or is_word(value.decode("latin-1")):
        return ()
    return (Found(begin, finish, "secret.named" if rule == "secret.sql" else rule),)


_QUOTED_BACK = (
    rb"\bPath `[\w.]{1,60}` \(`[^`\x1e]{1,200}`\)|"
    rb"\\?\"[\w.]{1,60}\\?\" with value \\?\"[^\"\\\x1e]{1,200}\\?\" fails|"
    rb"failed for value \\?\"[^\"\\\x1e]{1,200}\\?\" \(type \w{1,20}\) at path \\?\"[\w.]{1,60}\\?\""
)
_PARTS = window(
    rb"^Path `([\w.]+)` \(`([^`]+)|^\\?\"([\w.]+)\\?\" with value \\?\"([^\"\\]+)|"
    rb"^failed for value \\?\"([^\"\\]+)\\?\" \(type \w+\) at path \\?\"([\w.]+)"
)


def _check_quoted_back(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Mongoose and Joi quote what they refuse: ``Path `password` (`…`) is shorter than …``."""
    parts = _PARTS.search(text[start:end])
    if parts is None:
        return ()
    name, value = (6, 5) if parts.group(5) else (1, 2) if parts.group(1) else (3, 4)
    field = parts.group(name).rpartition(b".")[2]
    return _refused(text, field, start + parts.start(value), start + parts.end(value))


DETECTORS = (
    Detector(_REPORTED, _check_reported),
    Detector(_QUOTED_BACK, _check_quoted_back, gate=rb"\bPath `\w|\" with value |failed for value "),
    Detector(_ELEMENT, _check_element, gate=rb"(?i)(?:<|&lt;)[A-Za-z0-9_.:-]*(?:" + WORDS + rb")"),
    Detector(_NAMED, _check_named, gate=_NAMED_LEAD + rb"[A-Za-z0-9_.:-]*(?:" + WORDS + rb")"),
    Detector(
        _REDIS,
        _check_redis,
        gate=rb"(?i)\b(?:p?setex|setnx|getset|set)\b\"? \"?[A-Za-z0-9_.:-]*(?:" + WORDS + rb"|reset|code)",
    ),
)
