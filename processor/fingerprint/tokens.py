"""How one hit of the scanner reads: replaced by its class, or kept because it tells problems apart."""

import re
from functools import lru_cache

import re2

from processor.fingerprint.scanner import ALTERNATIVES, TLD

_KNOWN_WORDS = frozenset(
    """utf8 utf16 utf32 sha1 sha2 sha224 sha256 sha384 sha512 md5 base32 base64 int8 int16 int32 int64 uint8 uint16
    uint32 uint64 float32 float64 i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 x86 x86_64 arm64 amd64 aarch64
    win32 http1 http2 http3 h2 oauth1 oauth2 ipv4 ipv6 log4j slf4j es5 es6 s3 ec2 k8s l10n i18n a11y p50 p90 p95
    p99 latin1 iso8859 mp3 mp4 h264 h265 web3 neo4j psycopg2 boto3 urllib3 python2 python3 py3 jinja2 lz4 bz2
    zlib1 gzip2 tls1 ssl3 sqlite3 v8 2fa 3d 2d utf-8 utf-16 utf-32 sha-1 sha-256 iso-8859-1 iso-8859 x509 x-509
    pkcs1 pkcs7 pkcs8 pkcs12 rs256 hs256 es256 crc32 log2 log10 atan2 level0 g1 win64 x64 rot13 p2p b2b oauth-2
    http-2""".split()  # noqa: SIM905 (a paragraph of words)
)
_PARTS_OF_SYSTEMS = frozenset(
    """api app batch broker cache channel chunk cluster consumer core cpu cron daemon db disk endpoint gateway handler
    host index instance job kafka lambda layer level machine master module node page partition phase pipeline pod
    port postgres primary process producer proxy queue redis region replica scheduler secondary server service shard
    slave slot socket stage step stream table task thread topic version vm volume web worker zone""".split()  # noqa: SIM905
)
_QUOTE_IS_NAME = re.compile(r"['\"`][A-Za-z_][A-Za-z_.$]*['\"`]")
_REQUEST_LINE = re.compile(r"((?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /\S*)(?: HTTP/[\d.]+)?$")
_INSPECTED_CLASS = re.compile(r"#<\w+(?:::\w+)*")
_PIECE = re.compile(r"[-_]")
_SIGN = re.compile(r"[/+]")
_SIGNS = re.compile(r"([/+])")
_NAME_ENDS_IN_NUMBER = re.compile(r"([A-Za-z]{3,}?)\d+$")
_NAME_AROUND_NUMBER = re.compile(r"[A-Za-z]+[a-z]\d{1,3}[A-Z][a-z][A-Za-z]*$|[A-Z]\d[A-Z][a-z][A-Za-z]*$")
_VERSION = re.compile(r"v\d+$")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_LETTER_NUMBER = re.compile(r"[A-Z]{1,2}-\d+$")
_SCIENTIFIC = re.compile(r"\d+[eE][+-]?\d+$")
_POD = re.compile(
    r"^([a-z0-9]+(?:-[a-z0-9]+)*?)-(?=[a-z]{0,10}\d)[bcdf-hj-np-tv-xz0-9aef]{6,10}-[bcdf-hj-np-tv-xz2456789]{5}$"
)
_HEX = re.compile(r"[0-9a-f]+$|[0-9A-F]+$")
_PREFIXED = re.compile(r"([A-Za-z]{1,12}(?:_(?:live|test|prod))?)_(?=[A-Za-z]*\d)[A-Za-z0-9]{8,}$")
_ROUTE_ID = re.compile(r"(?<=/)(?=[^/]*\d)[^/]+|(?<=/)[\w-]{24,}")
_MIXED_LETTERS = re.compile(r"[a-z].*[A-Z].*[a-z]|[A-Z].*[a-z].*[A-Z]")
_HOST_ENDS = re.compile(r"[:/]")
_TLDS = frozenset(TLD.split("|"))
_MAX_WORD = 200
"""A word longer than this is data, whatever it is made of."""

# A number that is no card may look like one by chance, so what stands for it reads like any other.
_MARKERS = {
    "email": "<email>",
    "ip": "<host>",
    "iban": "<id>",
    "wallet": "<id>",
    "crypto_wallet": "<id>",
    "secret": "<id>",
}


_MARKER_NAME = re.compile(r"[:\]]")
_SHORT_HIT = 128
"""Characters up to which a hit is remembered."""
_QUICK_HIT = 64
_LONG_RUN = 20
"""From this length on, digits alone may be base64."""
# On a bounded hit the standard library's engine is five times quicker than RE2, and bounded means linear.
_CLASSES = [(kind, re.compile(pattern, re.ASCII), re2.compile(pattern)) for kind, pattern in ALTERNATIVES]


def replacement(hit: str) -> str:
    """What stands for `hit`, a match of the scanner, in the parameterised text."""
    return _remembered(hit) if len(hit) <= _SHORT_HIT else _decide(hit)


def _decide(hit: str) -> str:
    if len(hit) < _LONG_RUN and hit.isdecimal():
        return "<num>"  # as below, without asking each class
    kind = _class_of(hit)
    if kind == "word":
        return _word(hit)
    if kind == "base64":
        return _base64(hit)
    if kind == "keep":
        return hit
    if kind == "quoted":
        return _quoted(hit)
    if kind == "pair":
        return hit[: hit.index("=") + 1] + "<value>"
    if kind == "route":
        return _route(hit)
    if kind == "inspected":
        return f"{_INSPECTED_CLASS.match(hit).group()}>"  # type: ignore[union-attr]
    if kind == "marker":
        return _MARKERS.get(_MARKER_NAME.split(hit.lstrip("["), 1)[0], "<num>") if hit[0] == "[" else "<masked>"
    if kind == "address":
        return _address(hit)
    if (kind == "host" and not _is_host(hit)) or (kind == "ip" and not any(c.isdecimal() for c in hit)):
        return hit
    return "<host>" if kind == "ip" else f"<{kind}>"  # a server is named in either way


# 8192 hits of at most 128 characters: 2 MB.
_remembered = lru_cache(maxsize=8192)(_decide)


def _class_of(hit: str) -> str:
    short = len(hit) <= _QUICK_HIT
    for kind, quick, linear in _CLASSES:
        if (quick if short else linear).fullmatch(hit):
            return kind
    return "keep"


def _is_host(hit: str) -> bool:
    name = _HOST_ENDS.split(hit, 1)[0]
    return name == "localhost" or (name.islower() and name.rsplit(".", 1)[-1] in _TLDS)


def _address(hit: str) -> str:
    # `Foo@1a2b3c`, an offset behind `orders-3@118273`; but not the name in `@bea`.
    if hit[0] != "@":
        return "<hex>"
    return "@<hex>" if len(hit) > 6 or any(c.isdecimal() for c in hit) else hit


def _quoted(hit: str) -> str:
    # A single sign is what a parser stumbled over (`expected ',' or ']'`); a name with a dot or an underscore in it,
    # or in mixed case, is taken from the program. Anything else is data.
    inside = hit[1:-1]
    if requested := _REQUEST_LINE.match(inside):
        return f'"{_route(requested.group(1))}"'
    if len(inside) <= 1 or not any(c.isalnum() for c in inside):
        return hit
    if _QUOTE_IS_NAME.match(hit) and ("_" in inside or ("." in inside and inside.islower() is False)):
        return hit
    return "<quoted>"


def _route(hit: str) -> str:
    method, path = hit.split(" ", 1)
    if not path.startswith("/"):
        path = "/" + path.split("/", 3)[3]  # of a URL; its host is one server of many
    return f"{method} {_ROUTE_ID.sub('<id>', path.split('?', 1)[0].rstrip('.,;:)'))}"


def _word(word: str) -> str:
    if word.isdecimal():
        return "<num>"
    if len(word) > _MAX_WORD:
        return "<id>"
    if word.lower() in _KNOWN_WORDS:
        return word
    if _ORDINAL.match(word) or _SCIENTIFIC.match(word):
        return "<num>"
    if _LETTER_NUMBER.match(word):
        return "<id>"
    if pod := _POD.match(word):
        return f"{pod.group(1)}-<id>"
    if prefixed := _PREFIXED.match(word):
        return f"{prefixed.group(1)}_<id>"
    if _looks_random(word):
        return "<id>"
    return _pieces(word)


def _base64(text: str) -> str:
    """The id that it is, or else the words between the signs."""
    pieces = _SIGN.split(text)
    if len(pieces) == 1:
        return _word(text)
    is_random = sum(c.isdecimal() for c in text) >= 2 and bool(_MIXED_LETTERS.search(text))
    if is_random and max(map(len, pieces)) >= 10:
        return "<id>"
    return "".join(_word(piece) if piece not in "/+" else piece for piece in _SIGNS.split(text) if piece)


def _looks_random(word: str) -> bool:
    """Hex, ULID, base64 and the like: long, of mixed kinds, not words joined by dashes."""
    digits = sum(c.isdecimal() for c in word)
    if len(word) >= 7 and digits and _HEX.match(word):
        return True
    if len(word) < 16:
        return False
    if word[-1] == "=" and len(word) % 4 == 0:
        return True  # base64 that is filled up to its length
    bare = word.rstrip("=")
    if digits >= 2 and bare.isalnum() and (bare.isupper() or _MIXED_LETTERS.search(bare) or digits * 5 >= len(bare)):
        return True
    return (
        digits >= 2
        and len(word) >= 20
        and bool(_MIXED_LETTERS.search(bare))
        and max(map(len, _PIECE.split(bare))) >= 10
    )


def _pieces(word: str) -> str:
    # `elstar-7f`, `box_9` name a thing, and are data; of `shop-worker-12`, `queue_5` the words stay.
    if "-" not in word and "_" not in word:
        return _piece(word)
    done = [_piece(piece) for piece in _PIECE.split(word)]
    is_code = "_" in word and word.isupper()  # `ERR_CONN_42`
    if not is_code and any(piece[:1] == "<" for piece in done) and _PARTS_OF_SYSTEMS.isdisjoint(done):
        return "<id>"
    kept = [piece for at, piece in enumerate(done) if at == 0 or piece[:1] != "<" or piece != done[at - 1]]
    return kept[0] if len(kept) == 1 else "-".join(kept)


def _piece(piece: str) -> str:
    if not any(c.isdecimal() for c in piece) or piece.lower() in _KNOWN_WORDS:
        return piece
    if piece.isdecimal():
        return "<num>"
    if _VERSION.match(piece):
        return "v<num>"
    if _NAME_AROUND_NUMBER.match(piece):
        return piece
    if _HEX.match(piece) and len(piece) >= 6:
        return "<id>"
    if named := _NAME_ENDS_IN_NUMBER.match(piece):
        return f"{named.group(1)}<num>"
    return "<id>"
