"""A secret's name with its value behind it, in whatever a program prints.

`password=…`, `"apiKey": "…"` (also escaped inside another string), `Token(value='…')`, `?sig=…`,
`export X_SECRET=…`, YAML, headers, `WHERE password = '…'`.
"""

import re
from collections.abc import Callable, Iterable

from processor.redact.buffer import Found, before, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.harmless import is_id_of_key
from processor.redact.keys import Secrecy, secrecy
from processor.redact.recognizers.assignment_lookalikes import Assigned, is_lookalike, is_tight
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import (
    could_be_secret,
    is_complaint,
    is_passphrase,
    is_placeholder,
    is_word,
    looks_random,
)

NAME_WORDS = (
    rb"pass|pwd|pword|secret|token|key|auth|cred|bearer|otp|csrf|xsrf|sess|cookie|sid\b|(?:\b|_)p(?:in|uk)\b|samlre|schlussel|cvv|cvc|sig\b|"
    rb"signature|jwt|hmac|\bnonce\b|\bassertion\b|device_code|"
    rb"kennwort|contrasen|mdp|senha|wachtwoord|parol|haslo|losenord|adgangskode|salasana|heslo|jelszo|clave|sifre|"
    rb"geheimnis|\bpsk\b|_psk\b|(?:security|secret)(?:[ _-]question)?[ _-]?answer|"
    rb"code|mfa|phrase|\bpat\b|_pat\b|\bcrumb\b|honeycomb-team|session id\b|"
    rb"\bsandi\b|\bkhau\b|verification_?value|\bappid\b|\bpw\b|_pw\b|bindpw|psw"
)
QUOTES = rb"(?:(?:  )?\\{0,3}[\"'`\]]){0,2}"
ASSIGNMENT = (
    rb"(?i)(?:"
    + NAME_WORDS
    + rb")[A-Za-z0-9_.-]{0,40}(?:\[\]|\d)?"
    + QUOTES
    + rb"[ \t]{0,3}(?:=>|:=|={1,3}|::?|%3[Dd]|;s:\d{1,4}:)[ \t]{0,4}"
)
_OF_A_PAGE = window(rb"(?:page|next|continuation|sync|cursor) $")
_IDENTIFIER_BACK = window(rb"[A-Za-z0-9_.-]{0,}$")
_WRAPPER = window(
    rb"^(?:Some|Just|Optional|Secret|SecretStr|UUID|MD5|SHA[12]|PASSWORD|crypt)\(|"
    rb"^\[\]string\{|^\s{0,8}string\(\d{1,5}\) "
)
"""What printers put around a value: of Rust, Haskell, Swift, Pydantic, SQL, and `var_dump` of PHP."""
_TYPE = window(rb"^!{1,2}[\w./-]{2,24} (?=[\"'\w])|^(?:&'?\w{0,8} ?)?[A-Z]?[a-z]{2,8}[?!]? = (?=[\"'`])")
"""`let apiKey: String = "…"`, `password: !vault …`: a type stands between the name and its value."""
_PATH = window(rb"^[\"']?(?:[/~$\\<.]|[A-Za-z]:|\s|$)")
_OF_USER = window(rb"\b(?:user(?:name)?|usr|login|uid)=[^\s=]{1,48}[ ,;&]{1,2}$")
"""`user=admin pass=…`: the password's, where `pass=` alone is as often the outcome of a check."""
_INNER = window(
    rb"^\{\s{0,4}\\{0,3}[\"'](?:value|val|S|text|string|default|plain|raw)\\{0,3}[\"']\s?(?::|=>)\s?(?=\\{0,3}[\"'])"
)
"""`"Password": {"S": "…"}`: a value that says of what type it is."""
_LIST = window(rb"^\[(?:[bu]?[\"'])|^\[(?=[^\s\[\]\"'$%#*,]{4,64}\])|^\{(?=[^\s{}\"'$%#])")
_RESOURCE = re.compile(r"^[a-z]+(?:-[a-z]+)*-v?\d{1,3}$")
"""`secrets: ['db-credentials-v2']`: names of secrets in a cluster."""


def _in_brackets(text: bytes, place: int, size: int, level: Secrecy, rule: str) -> Iterable[Found]:
    """`'password1': ['…']` of a form, `PWD={…}` of ODBC; a list may also hold what is wrong with the value."""
    if text[place : place + 1] == b"[":
        begin, finish, _ = value_span(text, place + 1)
    else:
        begin = place + size
        finish = text.find(b"}", begin, leaf_end(text, begin, 128))
    value = text[begin : max(finish, begin)].decode("latin-1")
    fits = (could_be_secret(value) or (is_passphrase(value) and level == Secrecy.CERTAIN)) and not _RESOURCE.search(
        value
    )
    if level == Secrecy.RANDOM:
        fits = looks_random(value)
    return (Found(begin, finish, rule),) if fits else ()


def name_start_of(text: bytes, start: int) -> int:
    """Where the identifier begins that has the word at `start` in it."""
    lead = _IDENTIFIER_BACK.search(text[max(0, start - 60) : start])
    return start - len(lead.group()) if lead else start


_OF_DATA = window(
    rb"\b(?:cache|redis|memcached?|sort|partition|primary|foreign|unique|object|s3|idempotency|dedup|lookup|row|shard|lock|"
    rb"queue|hash|group|index|etcd|kv|bucket|blob)[ -]$|\bcache (?:hit|miss|get|set|lookup)[a-z ]{0,8}[ :(]$"
)
"""`cache key: …`, `S3 key=…`: where something is kept."""
_WORD_BACK = window(rb"([A-Za-z]{2,16})[ -]$")


def _spoken(text: bytes, start: int, name: str, level_of: Callable[[str], Secrecy]) -> Secrecy:
    """`pre-shared key: …`, `API key: …`: the name has two words. A sentence may also go on there, so never certain."""
    word = _WORD_BACK.search(text[max(0, start - 17) : start])
    level = level_of(f"{word.group(1).decode('latin-1')}_{name}") if word else Secrecy.NONE
    return min(level, Secrecy.LIKELY)


def _is_secret(level: Secrecy, value: str, quoted: bool, tight: bool) -> bool:
    """Whether what stands behind a name is a secret. `tight`: `name=value`, as machines write, not `name: value`."""
    if (
        is_placeholder(value)
        or is_complaint(value)
        or value.startswith(("[Filtered]", "[secret]", "http://", "https://"))
    ):
        return False
    if level == Secrecy.RANDOM:
        return looks_random(value)
    if level == Secrecy.LIKELY:
        return could_be_secret(value)
    if not any(character.isalnum() for character in value.replace("\xff", "")):
        return False  # `パスワード: 必須`: what other scripts say there is what is wrong with it
    return quoted or tight or not is_word(value)


def _name(text: bytes, name_start: int, end: int) -> str:
    name = text[name_start:end].partition(b";")[0].rstrip(b" \t=:>\"'`\\]").decode("latin-1")
    if name == "PWD" and (text[name_start - 1 : name_start] == b";" or not _PATH.search(text[end : end + 3])):
        return "pwd"  # ODBC; alone it is a shell's directory, which begins at a root
    return name.removeprefix("-D")  # `-Dpassword=…` of Java


def _level(text: bytes, name_start: int, end: int, name: str, level_of: Callable[[str], Secrecy]) -> Secrecy:
    """How sure the name is, together with the words before it."""
    level = level_of(name.removesuffix("%3D").removesuffix("%3d"))
    if level < Secrecy.LIKELY and name.lower() in ("key", "code", "codes"):
        if name.lower() == "key" and _OF_DATA.search(before(text, name_start, 24)):
            return Secrecy.NONE
        level = max(level, _spoken(text, name_start, name, level_of))
    if level == Secrecy.NONE or (level == Secrecy.LIKELY and _OF_A_PAGE.search(before(text, name_start, 14))):
        return Secrecy.NONE
    if name.lower() == "session id":
        return Secrecy.RANDOM  # `<Session id=…>`
    if name == "token" and before(text, name_start, 12).endswith(b"expected "):
        return Secrecy.NONE  # a parser's
    if name == "passe" and before(text, name_start, 8).endswith(b"mot de "):
        return Secrecy.CERTAIN
    if is_tight(text[name_start:end]) and name == "pass" and _OF_USER.search(before(text, name_start, 72)):
        return Secrecy.CERTAIN
    return level


def _assigned(text: bytes, name_start: int, end: int, name: str) -> Assigned:
    wrapper = _WRAPPER.search(text[end : end + 24])
    typed = _TYPE.search(text[end : end + 40])
    lead = typed or wrapper
    start, finish, quoted = value_span(text, end + (lead.end() if lead else 0))
    value = text[start:finish].decode("latin-1").replace("  ", "")  # escapes are padded
    return Assigned(text, name_start, name, text[name_start:end], start, finish, value, quoted)


def assignment_check(level_of: Callable[[str], Secrecy], rule: str) -> Callable[[bytes, int, int], Iterable[Found]]:
    """A check for `name = value` where `level_of` knows which names are secret."""

    def check(text: bytes, start: int, end: int) -> Iterable[Found]:
        name_start = name_start_of(text, start)
        name = _name(text, name_start, end)
        level = _level(text, name_start, end, name, level_of)
        if level == Secrecy.NONE:
            return ()
        inner = _INNER.search(text[end : end + 32])
        end += inner.end() if inner else 0
        listed = _LIST.search(text[end : end + 68])
        if listed and (listed.group() != b"{" or text[name_start - 1 : name_start] == b";"):
            return _in_brackets(text, end, listed.end(), level, rule)
        it = _assigned(text, name_start, end, name)
        if is_lookalike(it) or not _is_secret(level, it.value, it.quoted, it.tight):
            return ()
        if is_id_of_key(name, it.value) and text[name_start - 1 : name_start] not in (b"?", b"&"):
            return ()
        return (Found(it.start, it.end, rule),)

    return check


_check_assignment = assignment_check(secrecy, "secret.named")
DETECTORS = (Detector(ASSIGNMENT, _check_assignment),)
