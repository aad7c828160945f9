"""Arguments of calls as stack traces and mocks print them.

`Auth->login('bo', '…')`, `setApiKey("…")`, `PDO->__construct('mysql:…', 'bo', '…')`.
"""

from collections.abc import Iterable

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.recognizers.prose_values import named_like_password
from processor.redact.values import could_be_secret, is_passphrase, is_placeholder, is_word, looks_random, mixes_sorts

_SECRET_CALL = (
    rb"(?:token|secret|secretstr|password|passwd|credentials?|api_?key|bearer|jwt|bcrypt\.compare|(?:check|hash|verify)_?pw)[A-Za-z_]{0,16}"
    rb"\((?:\w+=)?[brfu]?[\"'][^\"'\s]"
)
_SETTER = rb"(?i)[A-Za-z_]{0,24}" + _SECRET_CALL
_LOGIN = (
    rb"(?i)(?:(?:\b|_)(?:auth|creds?|credentials|api_key)(?:[\"']?\s{0,2}(?:=>|[:=])\s{0,2}|\x1d'?)[\[(]\s{0,2}|\b(?:auth|login|log_?in|sign_?in|authenticate|(?:HTTP)?(?:basic|digest)_?auth|network_?credential|username_?password\w{0,20}|(?:plain|basic|user|login|client)?_?credentials?|pdo|get_?connection|ldap_(?:simple_)?bind(?:_s)?|simple_bind(?:_s)?|attempt|"
    rb"(?:mysqli?|pg|oci|odbc|ssh2|ftp|real)_?(?:connect|auth_password|login)|(?:ssh|sftp|client|conn\w*|transport|db)\.connect|create_?user|change_?password|"
    rb"static_?credentials|basic_?aws_?credentials|__construct|set_?credentials)\()(?:Object\([^()]{0,60}\), |"
    rb"Resource[^,]{0,20}, )?[\"']"
)
_WRAPPED = (
    rb"\b(?:[A-Z][a-z]{1,12}){0,2}(?:Password|Secret|Token|ApiKey|Credential|"
    rb"Jwt)\((?:\w{1,16}=)?[^\s\"'()=,<>{}\x1d\x1e]{6,128}\)"
)
_WRAPPED_VALUE = window(rb"[^(=]+\)$")
_READS = window(
    rb"(?i)^_*(?:get|fetch|find|read|load|lookup|require|has(?!h)|remove|delete|is|create|generate|list|missing|no|invalid|unknown)"
)
_STRING = window(rb"[\"']((?:[^\"'\\\x1e]|\\.){0,200})[\"']")
_SURE = window(rb"(?i)\b(?:(?:HTTP)?(?:basic|digest)_?auth|authenticate|login|(?:ldap_)?(?:simple_)?bind(?:_s)?)\($|"
                rb"(?:\b|_)auth(?:[\"']?\s{0,2}[:=]\s{0,2}|\x1d'?)\(\s{0,2}$")  # fmt: skip
"""Their second argument is never anything else."""
_THIRD = window(rb"(?i)__construct|\.connect|mysql|odbc|oci|get_?connection|\bpdo")


def _check_setter(text: bytes, start: int, end: int) -> Iterable[Found]:
    if _READS.search(text[start:end]):
        return ()
    closing = text.find(text[end - 2 : end - 1], end, leaf_end(text, end, 512))
    value = text[end - 1 : closing].decode("latin-1")
    return (Found(end - 1, closing, "secret.named"),) if closing > 0 and could_be_secret(value) else ()


def _check_wrapped(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`Password(value=…)`, as Kotlin and Scala print their classes: no quotes, so it must look invented or drawn."""
    value = _WRAPPED_VALUE.search(text[start:end])
    if value is None or _READS.search(text[start:end]):
        return ()
    plain = value.group()[:-1].decode("latin-1")
    fits = could_be_secret(plain) and (mixes_sorts(plain) or looks_random(plain) or named_like_password(plain, 2))
    begin = start + value.start()
    return (Found(begin, begin + len(plain), "secret.named"),) if fits and "." not in plain else ()


def _check_login(text: bytes, start: int, end: int) -> Iterable[Found]:
    """The second string, or the third behind a server's; it must look like a secret unless its place is sure."""
    limit = leaf_end(text, end, 400)
    closing = text.find(b")", end, limit)
    strings = [match.span(1) for match in _STRING.finditer(text, end - 1, limit if closing < 0 else closing)]
    third = _THIRD.search(text[start:end]) is not None
    if len(strings) <= 1 + third:
        return ()
    begin, finish = strings[1 + third]
    if not third and len(strings) > 2 and b"@" in text[begin:finish]:
        begin, finish = strings[2]  # `create_user('jo', 'jo@corp.de', '…')`
    value = text[begin:finish].decode("latin-1")
    sure = _SURE.search(text[start : end - 1]) is not None or (
        third and (b":" in text[slice(*strings[0])] or b"mysql" in text[start:end].lower())
    )
    fits = could_be_secret(value) or (sure and len(value) > 3 and not is_word(value) and not is_placeholder(value))
    return (Found(begin, finish, "secret.argument"),) if fits else ()


_BARE_LOGIN = (
    rb"(?i)(?:log_?in|sign_?in|auth|authenticate|attempt|verify|(?:check|validate)_?(?:login|user|password|credentials)|"
    rb"(?:create|add|register)_?user|register|sign_?up|connect)\("
    rb"[^\s()@,\"'\x1d\x1e]{1,64}@[^\s()@,\"'\x1d\x1e]{3,80}, ?[^\s(),\"'\x1d\x1e]{4,64}[,)]"
)


def _check_bare_login(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`login(bob@corp.de, …)`, as programs print their calls without quotes."""
    begin, finish = text.rfind(b",", start, end - 1) + 1, end - 1
    begin += text[begin : begin + 1] == b" "
    value = text[begin:finish].decode("latin-1")
    fits = (could_be_secret(value) or is_passphrase(value)) and b"=" not in text[begin:finish]
    return (Found(begin, finish, "secret.argument"),) if fits else ()


def _check_login_in_code(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Source code hands placeholders around: only what looks invented for a password goes."""
    for found in _check_login(text, start, end):
        value = text[found.start : found.end].decode("latin-1")
        if mixes_sorts(value) or named_like_password(value, 2):
            yield found


_RETURNED = (
    rb"(?i)(?:getpass|(?:secret|secret_value|passw(?:or)?d|passphrase|token|api_?key|credentials?)\(\))(?:\(\))? ?"
    rb"(?:->|=>|==?|returned|returns|gave|was)[ ]{0,2}[\"'][^\"'\s\x1e]"
)


def _check_returned(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`get_password() -> '…'`, as tracers print what came back."""
    closing = text.find(text[end - 2 : end - 1], end, leaf_end(text, end, 512))
    value = text[end - 1 : closing].decode("latin-1")
    return (Found(end - 1, closing, "secret.named"),) if closing > 0 and could_be_secret(value) else ()


CODE_DETECTORS = (Detector(_LOGIN, _check_login_in_code),)
DETECTORS = (
    Detector(_SETTER, _check_setter, gate=b"(?i)" + _SECRET_CALL),
    Detector(_WRAPPED, _check_wrapped, gate=rb"(?:Password|Secret|Token|ApiKey|Credential|Jwt)\("),
    Detector(_LOGIN, _check_login),
    Detector(_RETURNED, _check_returned),
    Detector(
        _BARE_LOGIN,
        _check_bare_login,
        signs=(b"@",),
        gate=rb"(?i)(?:in|auth|icate|attempt|verify|user|password|credentials|register|up|connect)\([A-Za-z0-9]",
    ),
)
