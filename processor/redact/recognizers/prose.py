"""Secrets that people tell in a sentence: "the password for bob is hunter2", "Ihr Passwort lautet …", "OTP 493021"."""

from collections.abc import Iterable, Iterator

from processor.redact.buffer import Found, after, before, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.recognizers.postal import is_postal_code
from processor.redact.recognizers.prose_values import (
    CODE,
    IS_CODE,
    IS_PASSWORD,
    PASSWORD,
    TOKEN,
    looks_told,
    named_like_password,
)
from processor.redact.values import could_be_secret, is_placeholder, is_word, mixes_sorts
from processor.redact.vocabulary import byte_words

EXPRESSION = rb"(?i)\b(?:" + PASSWORD + rb"|" + TOKEN + rb"|" + CODE + rb")\b[\"']? "
_WORD = window(rb"[^\s\x1d\x1e]+")
_TELLS = byte_words(
    "incorrecta incorreta incorrecte invalide invalida errata falsch ungultig onjuist "
    "(hex) (hex): (base64) (base64): "
    "provided given supplied submitted provided: given: be "
    "is it's was ist lautet war es est era e = : are wurde equals is: was: ar er on je to jest som"
)
_CHANGES = byte_words("set changed reset updated rotated geandert change to: changed:")
_OTHER_CODES = byte_words(
    "error erro errore erreur postal status estado salida pais barras producto produto cliente http"
)
MAX_WORDS = 9


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
    if _IS_PASS.search(noun) and _OF_USER.search(before(text, start, 72)):
        noun = b"password "
    allowed, changing, last = True, False, end
    for begin, finish in _words(text, end):
        if not allowed and b"\n" in text[last:begin]:
            return  # `API_KEY = 18`, and in the next line another name
        last = finish
        word = text[begin:finish]
        lower = word.lower()
        if lower.rstrip(b":") in _OTHER_CODES and IS_CODE.search(noun):
            return  # `código de error: 40013`
        if begin > end and word in (b"{", b"|"):
            return  # `at login (auth.js:12:34) { code: 'ECONNRESET' }`: the sentence is over
        by_verb = allowed and begin > end
        if allowed and lower not in _TELLS:
            found = _told(text, begin, finish, noun, by_verb)
            if found and not is_postal_code(text, found.start, found.end):
                yield found
                if not changing:
                    return
        allowed = (
            lower in _TELLS
            or lower.endswith(b":")
            or (changing and lower in (b"to", b"from", b"a", b"auf", b"von", b"in"))
            or (allowed and (lower == b"auf" or (lower == b"von" and b" auf " in text[finish : finish + 72])))
        )
        changing = changing or lower in _CHANGES or (by_verb and lower == b"von") or (lower == b"from" and begin == end)
        allowed = allowed or (lower == b"from" and begin == end)
        if lower[-1:] in (b".", b";", b",") and not allowed:
            return


_IS_PASS = window(rb"(?i)^pass\b")
"""Far more often the verb."""


_OF_USER = window(rb"\b(?:user(?:name)?|usr|login|uid)(?:=|: ?| )[^\s=]{1,48}[ ,;/&]{1,3}(?:and |und )?$")
"""`user bo, pass hunter88`: there it is the noun."""


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
        words = quoted.count(" ") + 1
        is_phrase = _IS_PHRASE.search(noun) is not None and words > 2 and _is_drawn(quoted)
        certain = IS_PASSWORD.search(noun) is not None and (is_phrase or words == 1)
        certain = certain and not _HOST.search(text[begin + 1 : closing])
        return (
            Found(begin + 1, closing, "secret.told")
            if fits and (certain or looks_told(quoted, noun, by_verb))
            else None
        )
    while finish > begin and text[finish - 1 : finish] in (b".", b",", b";", b":", b"?", b")", b"'", b'"'):
        finish -= 1
    value = text[begin:finish].decode("latin-1")
    return Found(begin, finish, "secret.told") if looks_told(value, noun, by_verb) else None


def _is_drawn(quoted: str) -> bool:
    """`correct horse battery staple`: a passphrase of words without grammar."""
    words = quoted.split(" ")
    return all(word.isalpha() and word.islower() for word in words) and sum(map(is_word, words)) * 2 < len(words)


_IS_PHRASE = window(rb"(?i)^passphrase\b")
_HOST = window(rb"^[a-z][a-z-]*(?:\.[a-z][a-z-]*)+$")
"""`credentials "app.terraform.io"`: whose they are."""
_NOUN = rb"(?:password|passphrase|passwort|kennwort|mot de passe|contrasena|clave|senha|wachtwoord|haslo|losenord)\b"
_AS = (
    rb"[\"']? (?:(?:doesn't|does not|won't|didn't) work )?(?:as|als|comme|como|come) "
    rb"(?:(?:a|the|my|your|mein|mon|mi|la|minha) )?(?:\w{1,12} )?" + _NOUN
)
_IS = (
    rb"[\"']? (?:(?:is|was|ist|est|es)(?: not| nicht)?|isn't|wasn't) "
    rb"(?:my|the|our|your|his|her|their|an?|das|mein|mon|le|mi|la) (?:\w{1,12} )?" + _NOUN
)
_TOLD_FIRST = rb"(?i)[^\s\"'\x1d\x1e]{6,64}(?:" + _AS + rb"|" + _IS + rb")"
_TOLD_FIRST_GATE = rb"(?i)" + _AS + rb"|" + _IS
_OF_PASSWORDS = window(rb"^[ -](?:polic|hash|format|field|type|manager|store|file|algo|enco|provider|plugin|rule)")
"""`… is not a valid password policy`."""
_TRIED = window(
    rb"(?i)\b(?:tr(?:y|ied)|used?|using|entered|typed?|sent|set|put|mit|with|mis|utilise|puesto|usa(?:do|to|r)?) "
    rb"[\"']?$"
)


def _check_told_first(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`… is the password for bob`, `tried … as password`, `… is not a valid password`."""
    value = text[start:end].split(b" ")[0].rstrip(b"\"'").decode("latin-1")
    tried = _TRIED.search(before(text, start, 16)) is not None
    quoted = text[start + len(value) : start + len(value) + 1] in (b'"', b"'")
    invented = mixes_sorts(value) or ((tried or quoted) and named_like_password(value, 2))
    fits = could_be_secret(value) and invented and not _OF_PASSWORDS.search(after(text, end))
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
)
