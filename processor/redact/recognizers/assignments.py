"""A secret's name with its value behind it, in whatever a program prints.

`password=…`, `"apiKey": "…"` (also escaped inside another string), `Token(value='…')`, `--password …`, `?sig=…`,
`export X_SECRET=…`, YAML, headers, `WHERE password = '…'`.
"""

import re
from collections.abc import Callable, Iterable

from processor.redact.buffer import Found, before, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.keys import Secrecy, secrecy
from processor.redact.recognizers.postal import is_postal_code
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import (
    could_be_secret,
    is_code,
    is_complaint,
    is_passphrase,
    is_placeholder,
    is_word,
    looks_random,
)

_NAME_WORDS = (
    rb"pass|pwd|pword|secret|token|key|auth|cred|bearer|otp|csrf|xsrf|sess|cookie|sid\b|(?:\b|_)p(?:in|uk)\b|samlre|schlussel|cvv|cvc|sig\b|"
    rb"signature|jwt|hmac|"
    rb"kennwort|contrasen|mdp|senha|wachtwoord|parol|haslo|losenord|adgangskode|salasana|heslo|jelszo|clave|sifre|"
    rb"geheimnis|\bpsk\b|_psk\b|security[ _-]?answer|"
    rb"code|mfa|phrase|verification_?value|\bappid\b|\bpw\b|_pw\b|bindpw|psw"
)
_QUOTES = rb"(?:(?:  )?\\{0,3}[\"'`\]]){0,2}"
ASSIGNMENT = (
    rb"(?i)(?:"
    + _NAME_WORDS
    + rb")[A-Za-z0-9_.-]{0,40}(?:\[\]|\d)?"
    + _QUOTES
    + rb"[ \t]{0,3}(?:=>|:=|={1,3}|::?|%3[Dd]|;s:\d{1,4}:)[ \t]{0,4}"
)
_IN_CODE = (
    rb"(?i)(?:"
    + _NAME_WORDS
    + rb")[A-Za-z0-9_.-]{0,40}"
    + _QUOTES
    + rb"(?:: ?[\w\[\]|. ]{1,24})?[ \t]{0,3}(?:=>|:=|=|:)[ \t]{0,4}[brfu]{0,2}[\"'`][^\"'`\s]"
)
_OPTION = (
    rb"(?i)(?:^|[\s\"'\x1d])--?(?:[a-z-]{0,20}(?:password|passwd|passphrase|pass|pwd|secret|token|api-?key|auth|"
    rb"(?:access|account|shared|master|encryption|signing)-key|key-secret))"
    rb"(?:[\"'], ?[\"']| +)[^\s-]"
)
_PAIR = (
    rb"(?i)[(\[{]b?[\"']?[A-Za-z0-9_. -]{0,30}(?:"
    + _NAME_WORDS
    + rb")[A-Za-z0-9_.-]{0,30}[\"']?, ?(?:b|<<)?[\"'][^\"'\s]"
)


_OF_A_PAGE = window(rb"(?:page|next|continuation|sync|cursor) $")
_IDENTIFIER_BACK = window(rb"[A-Za-z0-9_.-]{0,}$")


_WRAPPER = window(
    rb"^(?:Some|Just|Optional|Secret|SecretStr|MD5|SHA[12]|PASSWORD|crypt)\(|^\[\]string\{|^\s{0,8}string\(\d{1,5}\) "
)
"""What printers put around a value: of Rust, Haskell, Swift, Pydantic, SQL, and `var_dump` of PHP."""
_TYPE = window(rb"^(?:&'?\w{0,8} ?)?[A-Z]?[a-z]{2,8}[?!]? = (?=[\"'`])")
"""`let apiKey: String = "…"`: a type stands between the name and its value."""
_PATH = window(rb"^[\"']?(?:[/~$\\<.]|[A-Za-z]:|\s|$)")
_OF_USER = window(rb"\b(?:user(?:name)?|usr|login|uid)=[^\s=]{1,48}[ ,;&]{1,2}$")
"""`user=admin pass=…`: the password's, where `pass=` alone is as often the outcome of a check."""
_PROSE_GOES_ON = window(rb"^ +[a-z`]{2,}")


_LIST = window(rb"^\[(?:[bu]?[\"'])|^\[(?=[^\s\[\]\"'$%#*,]{4,64}\])|^\{(?=[^\s{}\"'$%#])")
_OF_A_CHIP = re.compile(r"^(?:[A-Z]{1,2}\d{1,2}|GPIO\w{1,4})$")
_RESOURCE = re.compile(r"^[a-z]+(?:-[a-z]+)*-v?\d{1,3}$")
"""`secrets: ['db-credentials-v2']`: names of secrets in a cluster."""
_PARAMETER = re.compile(r"^[a-z_]{2,16}=$")
"""`Authorization: Token token="…"`: the value has a name of its own."""
_NEXT_FIELD = re.compile(r"^[A-Za-z_][\w.-]{0,40}=[^=]")
"""`token= id=42`: nothing stands behind the name."""
_SOURCE_FILE = re.compile(
    r"\.(?:[cm]?[jt]sx?|py|rb|go|rs|php|java|kts?|cs|vue|exs?|swift|cc?|cpp|hh?|mm?|scala|pl|sh)$"
)
"""`/src/auth/password.ts:410:34` of a stack trace."""
_RESOURCE_NAME = window(rb"\barn:[\w:/.-]{4,}:$")
"""`arn:aws:secretsmanager:…:secret:shop/db`: the secret's name."""
_CACHE_KEY = re.compile(r"^[a-z_-]{2,24}(?::[a-z_-]{1,24}){0,4}:\d[\d-]{0,20}$")
"""`auth:orders:654513`, `sess:count:2024-05-13`."""


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


def _name_start(text: bytes, start: int) -> int:
    """Where the identifier begins that has the word at `start` in it."""
    lead = _IDENTIFIER_BACK.search(text[max(0, start - 60) : start])
    return start - len(lead.group()) if lead else start


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


def assignment_check(level_of: Callable[[str], Secrecy], rule: str) -> Callable[[bytes, int, int], Iterable[Found]]:
    """A check for `name = value` where `level_of` knows which names are secret."""

    def check(text: bytes, start: int, end: int) -> Iterable[Found]:
        name_start = _name_start(text, start)
        head = text[name_start:end]
        name = head.partition(b";")[0].rstrip(b" \t=:>\"'`\\]").decode("latin-1")
        if name == "PWD" and (text[name_start - 1 : name_start] == b";" or not _PATH.search(text[end : end + 3])):
            name = "pwd"  # ODBC; alone it is a shell's directory, which begins at a root
        level = level_of(name.removesuffix("%3D").removesuffix("%3d"))
        if level < Secrecy.LIKELY and name.lower() in ("key", "code", "codes"):
            level = max(level, _spoken(text, name_start, name, level_of))
        if level == Secrecy.NONE:
            return ()
        if level == Secrecy.LIKELY and _OF_A_PAGE.search(before(text, name_start, 14)):
            return ()
        if name == "passe" and before(text, name_start, 8).endswith(b"mot de "):
            level = Secrecy.CERTAIN
        tight = head.endswith(b"=") or head[-3:].lower() == b"%3d"
        if tight and name == "pass" and _OF_USER.search(before(text, name_start, 72)):
            level = Secrecy.CERTAIN
        listed = _LIST.search(text[end : end + 68])
        if listed and (listed.group() != b"{" or text[name_start - 1 : name_start] == b";"):
            return _in_brackets(text, end, listed.end(), level, rule)
        wrapper = _WRAPPER.search(text[end : end + 24])
        typed = _TYPE.search(text[end : end + 40])
        lead = typed or wrapper
        value_start, value_end, quoted = value_span(text, end + (lead.end() if lead else 0))
        value = text[value_start:value_end].decode("latin-1").replace("  ", "")  # escapes are padded
        if not quoted and ((text[value_end : value_end + 1] in (b"(", b"[") and value) or is_code(value)):
            return ()
        if value.lower() == name.lower() or len(value) < 2:
            return ()  # password=password in code; accesskey="n"
        if not quoted and head.endswith(b"= ") and _NEXT_FIELD.search(value):
            return ()
        if not quoted and (_PARAMETER.search(value) or (head.endswith(b":") and _CACHE_KEY.search(value))):
            return ()
        if value.isdigit() and head.endswith(b":") and text[name_start - 1 : name_start] == b":":
            return ()  # the end of such a key
        if head.endswith(b":") and _SOURCE_FILE.search(name):
            return ()
        if head.endswith(b":") and _RESOURCE_NAME.search(text[max(0, name_start - 120) : name_start]):
            return ()
        if name.lower().startswith("cred") and text[value_end : value_end + 3] == b" / ":
            return ()  # a user's name, of which the sentence goes on
        if name.lower() == "pwd" and value.startswith(("/", "~")):
            return ()  # the working directory
        if value.isdigit() and len(value) < 4 and not name.lower().endswith(_ON_A_CARD):
            return ()  # an enumeration: ENCRYPTION_KEY_PREFERENCE = 182
        if (name.lower() in ("pin", "pins") and (value.isalpha() or _OF_A_CHIP.search(value))) or is_postal_code(
            text, value_start, value_end
        ):
            return ()  # of a chip: `PIN: GND`
        prose = not quoted and not tight and value.isalpha() and value[1:].islower()
        if prose and _PROSE_GOES_ON.search(text[value_end : value_end + 12]):
            return ()
        return (Found(value_start, value_end, rule),) if _is_secret(level, value, quoted, tight) else ()

    return check


_ON_A_CARD = ("cvv", "cvc", "csc", "cvn", "cvv2", "cvc2", "security_code", "securitycode", "verification_value")
"""Names of secrets with three digits."""
_check_assignment = assignment_check(secrecy, "secret.named")


def _check_in_code(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Source code names secrets all the time and rarely holds one: only literals that look like one are taken."""
    quote = end - 2
    name_start = _name_start(text, start)
    name = text[name_start:quote].split(b":")[0].split(b"=")[0].strip(b" \t\"'`\\]brfu").decode("latin-1")
    level = max(secrecy(name), secrecy(text[name_start:quote].rstrip(b" \t\"'`=:>").decode("latin-1")))
    value_start, value_end, quoted = value_span(text, quote)
    value = text[value_start:value_end].decode("latin-1")
    if not quoted or level < Secrecy.LIKELY or b"\n" in text[value_start:value_end]:
        return ()
    return (Found(value_start, value_end, "secret.named"),) if could_be_secret(value) and "{" not in value else ()


def _check_option(text: bytes, start: int, end: int) -> Iterable[Found]:
    value_start, value_end, _ = value_span(text, end - 1)
    value = text[value_start:value_end].decode("latin-1")
    if is_placeholder(value) or (is_word(value)):
        return ()
    return (Found(value_start, value_end, "secret.option"),)


def _check_pair(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`('password', 'hunter2')`, `[b"authorization", b"Basic …"]`, `{password,<<"…">>}` of Erlang: two in brackets,
    not a list of names."""
    name = text[start:end].split(b",")[0].strip(b"([{b\"' ").decode("latin-1")
    value_start, value_end, _ = value_span(text, end - 2)
    if text[value_end + 1 : value_end + 2] not in (b")", b"]", b"}", b">") or secrecy(name) < Secrecy.LIKELY:
        return ()
    value = text[value_start:value_end].decode("latin-1")
    if text[start : start + 1] == b"[" and not could_be_secret(value):
        return ()
    return () if is_placeholder(value) else (Found(value_start, value_end, "secret.named"),)


DETECTORS = (
    Detector(ASSIGNMENT, _check_assignment),
    Detector(_OPTION, _check_option),
    Detector(_PAIR, _check_pair),
)
CODE_DETECTORS = (Detector(_IN_CODE, _check_in_code),)
