"""Keys and passwords among the arguments of functions that hash, sign and encrypt.

`jwt.encode(payload, '…')`, `createHmac('sha256', '…')`, `hmac.new(b'…', …)`, `check_password_hash(stored, '…')`.
"""

from collections.abc import Iterator

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.recognizers.prose_values import ORDINARY, is_base64, named_like_password
from processor.redact.values import could_be_secret, looks_random, mixes_sorts

_KEYED = (
    rb"(?i)\b(?:jwt(?:\.|::|->)(?:en|de)code|jwt(?:\.|::)(?:sign|verify)|jose\.jwt\.(?:en|de)code|create_?hmac|"
    rb"hmac(?:\.new|\.digest|_?sha_?\d{1,3}|::\w{3,9}digest)|hash_hmac|fernet|create_?(?:de)?cipher(?:iv)?|"
    rb"aes(?:gcm)?(?:\.new)?|check_password(?:_hash)?|password_(?:verify|hash)|verify_password|hash)\("
)
_STRING = window(rb"[\"']((?:[^\"'\\\x1e\n]|\\.){6,200})[\"']")
_ALGORITHM = window(rb"(?i)^(?:[hrpe]s|sha-?|aes-?|md|hmac-?|bcrypt|pbkdf2|crc)-?\d{0,3}(?:[-:_/]\w+)*$")
MAX_CALL = 400


def _check(text: bytes, start: int, end: int) -> Iterator[Found]:
    """Strings that were drawn by lot, or mix what passwords mix; a `hash` is made of anything, so only the latter."""
    limit = leaf_end(text, end, MAX_CALL)
    closing = text.find(b")", end, limit)
    any_hash = text[end - 5 : end].lower() == b"hash(" and text[start : start + 4].lower() == b"hash"
    for match in _STRING.finditer(text, end, limit if closing < 0 else closing + 1):
        value = match.group(1)
        if text[match.end() : match.end() + 1] not in (b",", b")", b" ", b"]") or _ALGORITHM.search(value):
            continue
        if _fits(value, any_hash):
            yield Found(match.start(1), match.end(1), "secret.argument")


def _fits(value: bytes, any_hash: bool) -> bool:
    plain = value.decode("latin-1")
    if not could_be_secret(plain):
        return False
    drawn = looks_random(plain) or is_base64(plain) or named_like_password(plain, 2)
    if any_hash and any(sign in plain for sign in ":/."):
        return False  # the key of a cache
    return (not any_hash and drawn) or (mixes_sorts(plain) and ORDINARY.search(value) is None)


DETECTORS = (Detector(_KEYED, _check, cost=3),)
