"""A secret's name and its value side by side: an option of a command, two in brackets, a literal of source code."""

from collections.abc import Iterable

from processor.redact.buffer import Found
from processor.redact.detector import Detector
from processor.redact.keys import Secrecy, secrecy
from processor.redact.recognizers.assignments import NAME_WORDS, QUOTES, name_start_of
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import could_be_secret, is_placeholder, is_word

_OPTION = (
    rb"(?i)(?:^|[\s\"'\x1d])--?(?:[a-z-]{0,20}(?:password|passwd|passphrase|pass|pwd|secret|token|api-?key|auth|"
    rb"(?:access|account|shared|master|encryption|signing)-key|key-secret))"
    rb"(?:[\"'], ?[\"']| +)[^\s-]"
)


def _check_option(text: bytes, start: int, end: int) -> Iterable[Found]:
    value_start, value_end, _ = value_span(text, end - 1)
    value = text[value_start:value_end].decode("latin-1")
    if is_placeholder(value) or (is_word(value)):
        return ()
    return (Found(value_start, value_end, "secret.option"),)


_PAIR = (
    rb"(?i)[(\[{] ?b?[\"']?[A-Za-z0-9_. -]{0,30}(?:"
    + NAME_WORDS
    + rb")[A-Za-z0-9_.-]{0,30}[\"']?, ?(?:b|<<)?[\"'][^\"'\s]"
)


def _check_pair(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`('password', 'hunter2')`, `[b"authorization", b"Basic …"]`, `{password,<<"…">>}` of Erlang: two in brackets,
    not a list of names."""
    name = text[start:end].split(b",")[0].strip(b"([{b\"' ").decode("latin-1")
    value_start, value_end, _ = value_span(text, end - 2)
    closing = text[value_end + 1 : value_end + 3].lstrip()[:1]
    if closing not in (b")", b"]", b"}", b">") or secrecy(name) < Secrecy.LIKELY:
        return ()
    value = text[value_start:value_end].decode("latin-1")
    if text[start : start + 1] == b"[" and not could_be_secret(value):
        return ()
    return () if is_placeholder(value) else (Found(value_start, value_end, "secret.named"),)


_IN_CODE = (
    rb"(?i)(?:"
    + NAME_WORDS
    + rb")[A-Za-z0-9_.-]{0,40}"
    + QUOTES
    + rb"(?:: ?[\w\[\]|. ]{1,24})?[ \t]{0,3}(?:=>|:=|=|:)[ \t]{0,4}[brfu]{0,2}[\"'`][^\"'`\s]"
)


def _check_in_code(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Source code names secrets all the time and rarely holds one: only literals that look like one are taken."""
    quote = end - 2
    name_start = name_start_of(text, start)
    name = text[name_start:quote].split(b":")[0].split(b"=")[0].strip(b" \t\"'`\\]brfu").decode("latin-1")
    level = max(secrecy(name), secrecy(text[name_start:quote].rstrip(b" \t\"'`=:>").decode("latin-1")))
    value_start, value_end, quoted = value_span(text, quote)
    value = text[value_start:value_end].decode("latin-1")
    if not quoted or level < Secrecy.LIKELY or b"\n" in text[value_start:value_end]:
        return ()
    return (Found(value_start, value_end, "secret.named"),) if could_be_secret(value) and "{" not in value else ()


DETECTORS = (
    Detector(_OPTION, _check_option),
    Detector(_PAIR, _check_pair),
)
CODE_DETECTORS = (Detector(_IN_CODE, _check_in_code),)
