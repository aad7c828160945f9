"""Secrets that people tell in a sentence: "the password for bob is hunter2", "Ihr Passwort lautet …", "OTP 493021"."""

import re
from collections.abc import Iterable, Iterator

from processor.redact.buffer import Found, before, leaf_end
from processor.redact.detector import Detector, pattern, window
from processor.redact.recognizers.postal import is_postal_code
from processor.redact.values import could_be_secret, is_placeholder, is_word, mixes_sorts
from processor.redact.vocabulary import byte_words

_PASSWORD = (
    rb"pass(?:word|wd|phrase|code)s?|passwort|kennwort|contrasena|clave|mot de passe|\bmdp|senha|wachtwoord|haslo|"
    rb"parola|losenord|"
    rb"adgangskode|salasana|heslo|jelszo|sifre\w{0,4}|parolj?|losenordet|passwd|pass|credentials?|pwd|login|"
    rb"(?:store|key|auth|priv|admin|user|db|root|truststore|keystore|signing)_?password|"
    rb"pw|security answer|(?:old|previous|new|current|other|last|alte|neue|ancien|nouveau) (?:one|pw)"
)
_TOKEN = (
    rb"(?:api|access|secret|private|license|licence|auth|signing|encryption|master|admin|server|service|webhook|"
    rb"shared|hmac|"
    rb"storage|subscription)[ _-]?keys?|"
    rb"(?:\w+[ _-])?tokens?|secrets?|bearer|"
    rb"jwt|session(?:[ _-]?id)?|(?:recovery|backup)[ _-]codes?"
)
_CODE = (
    rb"otp|pin|totp|(?:verification|security|one[- ]time|auth(?:entication)?|confirmation|2fa|mfa|sms|login|access)[ "
    rb"-](?:code|pin|passcode)|tan|code de verification|bestatigungscode|codigo"
)
EXPRESSION = rb"(?i)\b(?:" + _PASSWORD + rb"|" + _TOKEN + rb"|" + _CODE + rb")\b[\"']? "

_IS_CODE = pattern(rb"(?i)^(?:" + _CODE + rb")\b")
_IS_PASSWORD = pattern(rb"(?i)^(?:" + _PASSWORD + rb")\b")
_WORD = window(rb"[^\s\x1d\x1e]+")
_TELLS = byte_words(
    "incorrecta incorreta incorrecte invalide invalida errata falsch ungultig onjuist "
    "(hex) (hex): (base64) (base64): "
    "is was ist lautet war es est era e = : are wurde equals is: was: ar er on je to jest som"
)
_CHANGES = byte_words("set changed reset updated rotated geandert change to: changed:")
_OTHER_CODES = byte_words(
    "error erro errore erreur postal status estado salida pais barras producto produto cliente http"
)
MAX_WORDS = 7


def _words(text: bytes, start: int) -> Iterator[tuple[int, int]]:
    limit = leaf_end(text, start, 160)
    for count, match in enumerate(_WORD.finditer(text, start, limit)):
        if count >= MAX_WORDS:
            return
        yield match.span()


_PUBLIC = window(rb"(?i)public[ _-]?(?:key )?$|^key token|^public")


def _check(text: bytes, start: int, end: int) -> Iterable[Found]:
    """The next word, or the word behind a verb that tells, if it does not look like a word."""
    noun = text[start:end]
    if _PUBLIC.search(before(text, start, 12)) or _PUBLIC.search(noun):
        return  # `public key token b77a5c561934e089` of an assembly
    allowed, changing = True, False
    for begin, finish in _words(text, end):
        word = text[begin:finish]
        lower = word.lower()
        if lower.rstrip(b":") in _OTHER_CODES and _IS_CODE.search(noun):
            return  # `código de error: 40013`
        if begin > end and word in (b"{", b"|"):
            return  # `at login (auth.js:12:34) { code: 'ECONNRESET' }`: the sentence is over
        if allowed and lower not in _TELLS:
            found = _told(text, begin, finish, noun, by_verb=begin > end)
            if found and not is_postal_code(text, found.start, found.end):
                yield found
                if not changing:
                    return
        allowed = (
            lower in _TELLS
            or lower.endswith(b":")
            or (changing and lower in (b"to", b"from", b"a", b"auf", b"von", b"in"))
        )
        changing = changing or lower in _CHANGES or (lower == b"from" and begin == end)
        allowed = allowed or (lower == b"from" and begin == end)
        if lower[-1:] in (b".", b";", b",") and not allowed:
            return


_IS_PASS = window(rb"(?i)^pass\b")
"""Far more often the verb."""


def _mixes(word: bytes) -> bool:
    return mixes_sorts(word.decode("latin-1")) and b"=" not in word and not word.startswith((b"-", b"`"))


def _told(text: bytes, begin: int, finish: int, noun: bytes, by_verb: bool) -> Found | None:
    if text[begin : begin + 1] in (b"(", b"[") and finish - begin > 6:
        begin, finish = begin + 1, finish - (text[finish - 1 : finish] in (b")", b"]"))
    if _IS_PASS.search(noun) and not _mixes(text[begin:finish]):
        return None
    quote = text[begin : begin + 1]
    if quote in (b'"', b"'", b"`"):
        closing = text.find(quote, begin + 1, leaf_end(text, begin, 200))
        if text[begin + 1 : begin + 2] == b" " and closing > begin + 3 and text[closing - 1 : closing] == b" ":
            begin, closing = begin + 1, closing - 1  # French quotes have spaces inside
        quoted = text[begin + 1 : closing].decode("latin-1") if closing > 0 else ""
        fits = not is_placeholder(quoted) and not is_word(quoted) and 4 <= len(quoted) <= 64
        certain = _IS_PASSWORD.search(noun) is not None and " " not in quoted
        return (
            Found(begin + 1, closing, "secret.told")
            if fits and (certain or _looks_told(quoted, noun, by_verb))
            else None
        )
    while finish > begin and text[finish - 1 : finish] in (b".", b",", b";", b":", b"?", b")", b"'", b'"'):
        finish -= 1
    value = text[begin:finish].decode("latin-1")
    return Found(begin, finish, "secret.told") if _looks_told(value, noun, by_verb) else None


_ORDINARY = pattern(
    rb"(?i)^(?:v?\d+(?:\.\d+)+\w*|\d{4}-\d{2}-\d{2}.*|\d{1,2}:\d{2}.*|[\w.-]+\(.*|.*=.*|.*://.*|[\w.+-]+@[\w-]+\.[\w.-]+|[\w.+-]{3,}@[\w.-]+|/.*|"
    rb"#\d+|\d+(?:s|ms|st|nd|rd|th|x|%|kb|mb|px)|"
    rb"[a-z]+-?\d{1,2}|[A-Z]+[-_]?\d{1,4}|\w+_id|user\w*\d*|[\w./<>-]+(?::\d+)+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-.*|<.*|"
    rb"\(.*|\{.*|\[.*|.*[\\/()\[\]{}].*|.*::.*)$"
)


_SAYS_PASSWORD = window(
    rb"(?i)^(?:password|passwort|kennwort|passphrase|contrasena|mot de passe|wachtwoord|senha|haslo|losenord)\b"
)
"""Means nothing else, as "pass" and "login" do."""
_IS_KEY = window(rb"(?i)^(?:api|secret|access)[ _-]?key\b")
_UUID = window(rb"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")
"""An id nearly everywhere else; Heroku's keys, and those of many smaller services, are such."""
_RESOURCE = window(rb"^[a-z]+(?:-[a-z]+)+-?v?\d{0,3}$")
"""`secret \"db-credentials-v2\" not found`: Kubernetes names things so."""


_BASE64 = re.compile(r"^[A-Za-z0-9+/]{24,}={0,2}$")
_FOLDER = re.compile(r"(?:^|/)(?:[a-z]+|[A-Z][a-z]+)(?:/|$)")


def _is_base64(value: str) -> bool:
    """Not a path, though it may have a slash."""
    return _BASE64.search(value) is not None and _FOLDER.search(value) is None and mixes_sorts(value)


def _looks_told(value: str, noun: bytes, by_verb: bool) -> bool:
    if _IS_CODE.search(noun):
        return value.isdigit() and 4 <= len(value) <= 8
    if not could_be_secret(value):
        return False
    if _IS_KEY.search(noun) and _UUID.search(value.encode("latin-1")):
        return True
    ordinary = _ORDINARY.search(value.encode("latin-1")) is not None and not _is_base64(value)
    if _IS_PASSWORD.search(noun):
        digits = 1 if by_verb or _SAYS_PASSWORD.search(noun) else 2
        return len(value) >= 6 and (not ordinary or _named_like_password(value, digits))
    if _RESOURCE.search(value.encode("latin-1")):
        return False
    return len(value) >= 10 and not value.isdigit() and not ordinary and any(c.isdigit() for c in value)


def _named_like_password(value: str, digits: int) -> bool:
    """`hunter42` has the form of `worker42`; behind "password" it is one all the same."""
    word = value.rstrip("0123456789")
    return len(value) - len(word) >= digits and word.rstrip("-_").isalpha() and not word.lower().startswith("user")


_LOGIN = (
    rb"(?i)\b(?:(?:log(?:ged|ging)?[ -]?in|sign(?:ed|ing)?[ -]?in|authenticated?|angemeldet|anmeldung) "
    rb"(?:as|with|using|mit|als|avec|con|com|to|into)|login|credentials?|creds|user(?:name)?[:=]|zugangsdaten)\b[:=]? "
)
_WITH_PASSWORD = window(
    rb"(?i)^(?:(?:as|with|using|mit|als|for|are|is|user|via)[: ]{1,2}){0,2}[\"']?"
    rb"[A-Za-z0-9][^\s\x1d\x1e:/\"',]{1,64}[\"']?(?:[/:]|,? (?:with|and|mit|und|avec|et|con|y|com|e|/|-|pw|pass|"
    rb"pwd|password):? |, )"
    rb"[\"']?([^\s\"'\x1d\x1e<>]{6,64})"
)
_COMBINATION = (
    rb"\b[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{1,80}\.[A-Za-z]{2,12}:"
    rb"[^\s:/\"'@,;<>()\x1d\x1e]{6,64}"
)
_FILE = window(rb"\.[A-Za-z]{1,4}$|\.git")


def _check_login(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Somebody's name and password in one breath: `logged in as bob@corp.de with …`, `login: bob / …`."""
    match = _WITH_PASSWORD.search(text[end : leaf_end(text, end, 200)])
    if match is None:
        return ()
    begin, finish = end + match.start(1), end + match.end(1)
    while text[finish - 1 : finish] in (b".", b",", b";", b")", b"?"):
        finish -= 1
    value = text[begin:finish].decode("latin-1")
    fits = (mixes_sorts(value) and not _ORDINARY.search(text[begin:finish])) or _named_like_password(value, 2)
    return (Found(begin, finish, "secret.told"),) if fits and could_be_secret(value) else ()


def _check_combination(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`bob@corp.de:…`, as lists of stolen passwords have it; not `bob@host.corp.de:file.txt`."""
    begin = text.rfind(b":", start, end) + 1
    value = text[begin:end].rstrip(b".").decode("latin-1")
    has_both = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    if not has_both or not could_be_secret(value) or _FILE.search(text[begin:end]) or text[end : end + 1] == b"/":
        return ()
    return (Found(begin, begin + len(value), "secret.told"),)


_TOLD_FIRST = (
    rb"(?i)[^\s\"'\x1d\x1e]{6,64}[\"']? (?:is|was|ist|est|es) (?:my|the|our|your|his|her|their|a|mein|das|mon|le|mi|la)"
    rb"(?: \w{1,12})? (?:password|passphrase|passwort|kennwort|mot de passe|contrasena|clave)\b"
)
_TOLD_FIRST_GATE = (
    rb"(?i) (?:is|was|ist|est|es) (?:my|the|our|your|his|her|their|a|mein|das|mon|le|mi|la)"
    rb"(?: \w{1,12})? (?:password|passphrase|passwort|kennwort|mot de passe|contrasena|clave)\b"
)


def _check_told_first(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`… is the password for bob`."""
    value = text[start:end].split(b" ")[0].rstrip(b"\"'").decode("latin-1")
    fits = could_be_secret(value) and mixes_sorts(value)
    return (Found(start, start + len(value), "secret.told"),) if fits else ()


_OTHER_SCRIPT = rb"\b(?:pwd|pw)[ :=\"'(\[]{0,3}[\xff\xa4]{1,5}[ :=\"'(\[\xa4]{0,3}[^\s\xff\xa4\"'\x1d\x1e]{4,64}"
_VALUE_LAST = window(rb"[^\s\xff\xa4\"'\x1d\x1e]{4,64}$")


def _check_other_script(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`パスワードは「…」です`, of which `as_bytes` knows the word and nothing else."""
    value = _VALUE_LAST.search(text[start:end])
    if value is None or not could_be_secret(value.group().rstrip(b".,)]").decode("latin-1")):
        return ()
    begin = start + value.start()
    return (Found(begin, begin + len(value.group().rstrip(b".,)]")), "secret.told"),)


DETECTORS = (
    Detector(_OTHER_SCRIPT, _check_other_script, gate=rb"\b(?:pwd|pw)[ :=\"'(\[]{0,3}[\xff\xa4]"),
    Detector(_TOLD_FIRST, _check_told_first, gate=_TOLD_FIRST_GATE),
    Detector(EXPRESSION, _check),
    Detector(_LOGIN, _check_login),
    Detector(_COMBINATION, _check_combination, signs=(b"@",), gate=rb"@[A-Za-z0-9.-]+:[^\s:/\"'@,;<>()\x1d\x1e]"),
)
