"""Text as the recognizers see it: bytes of the same length as the text, so that a place in one is a place in the other.

All strings of an event are searched in one go: `key KEY_END value LEAF_END key KEY_END value …`. The key stands
before its value as the word "phone" stands before a number in a sentence, so one rule serves both.
"""

import codecs
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LEAF_END = b"\x1e"
KEY_END = b"\x1d"
_OTHER_LETTER = 0xFF
"""Stands for a letter of a script without spaces (a name in Chinese ends where an address begins)."""
_OTHER_SIGN = 0xA4
_CYRILLIC = dict(
    zip("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґђјљњћџ", "abvgdezziiklmnoprstufhccssjyjeuaiiegdjlncd", strict=True)
)
_STROKED = dict(zip("ßøæœłđðþıħ", "soaolddtih", strict=True))


class Found(NamedTuple):
    """Where something is that must go, and the rule that says so."""

    start: int
    end: int
    rule: str


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> int:
    """One character in ASCII: without its accent, its width, its script."""
    plain = unicodedata.normalize("NFKD", character)[:1]
    if plain.isascii():
        return ord(plain)
    category = unicodedata.category(character)
    if category == "Nd":
        return ord("0") + unicodedata.decimal(character)
    if category == "Pd":
        return ord("-")
    if category in ("Pi", "Pf"):
        return ord('"')
    if category[0] == "Z" or category == "Cf":
        return ord(" ")
    lower = _CYRILLIC.get(plain.lower()) or _STROKED.get(character.lower())
    if lower:
        return ord(lower)
    return _OTHER_LETTER if category[0] in "LM" else _OTHER_SIGN


_SAID = {
    "pwd": "パスワード パスコード 暗証番号 비밀번호 패스워드 סיסמה סיסמא المرور पासवर्ड รหัสผ่าน",
    "pw": "密码 密碼 口令 암호",
    "sku": "注文番号 伝票番号 追跡番号 订单号 訂單號 运单号 快递单号 发票号 주문번호 송장번호",
    "sms": "短信到 验证码到 發送簡訊至",
    "otp": "验证码 驗證碼 校验码 校驗碼 动态码 動態碼 認証コード 認証番号 確認コード "
    "検証コード 인증번호 인증코드 확인코드 אימות التحقق ओटीपी",
    "idnr": "マイナンバー 個人番号 パスポート番号 आधार זהות 身份证号 身份证号码 身份證號碼 "
    "身分證字號 주민등록번호 외국인등록번호 여권번호 护照号码 護照號碼 الهوية ประชาชน",
    "nik": "身份证 身份證 身分證 ת״ז",
    "amka": "ΑΜΚΑ",
    "AFM": "ΑΦΜ",
    "ph": "电话 電話 手机 手機 携帯",
    "call": "اتصل",
    "mob": "मोबाइल جوال موبایل تلفن",
    "tel": "電話番号 携帯電話 ケータイ संपर्क 电话号码 電話號碼 手机号 手机号码 手機號碼 전화번호 "
    "휴대폰 연락처 휴대전화 핸드폰 טלפון هاتف फोन फ़ोन โทร τηλέφωνο τηλ",
}
"""Words of other scripts that say what comes next, and a word of the same meaning that the recognizers know; never
longer, for a place in the bytes is a place in the text."""
_SAYS = {
    word: plain.encode().rjust(len(word), bytes([_OTHER_LETTER]))
    for plain, said in _SAID.items()
    for word in said.split()
}
_WITH_DIGITS = (b"ph", b"tel", b"sms")
"""What is also known when a whole number follows with nothing between: `手机号18612345678`."""
_SAID_WORD = re.compile("|".join(sorted(_SAYS, key=len, reverse=True)))


def _fold(error: UnicodeError) -> tuple[bytes, int]:
    """A run of characters that are not in Latin-1."""
    assert isinstance(error, UnicodeEncodeError)
    run = error.object[error.start : error.end]
    folded = bytearray(map(_fold_character, run))
    if _OTHER_LETTER in folded and len(run) > 1:
        for match in _SAID_WORD.finditer(run):
            plain = _SAYS[match[0]]
            if match.end() == len(run) and error.object[error.end : error.end + 1].isalnum():
                border = plain.lstrip(bytes([_OTHER_LETTER])).ljust(len(plain), bytes([_OTHER_LETTER]))
                joined = error.object[error.end : error.end + 10].isdigit() and plain.endswith(_WITH_DIGITS)
                unfit = plain if joined else bytes(folded[match.start() : match.end()])
                plain = border if border[-1] == _OTHER_LETTER else unfit
            folded[match.start() : match.end()] = plain
    return bytes(folded), error.end


codecs.register_error("redshank.fold", _fold)
_LATIN = bytes(byte if byte < 0x80 or byte == _OTHER_LETTER else _fold_character(chr(byte)) for byte in range(256))


_ESCAPES = {
    "%3D": "  =", "%26": "  &", "%20": "   ", "%22": '  "', "%27": "  '", "%3A": "  :", "%2C": "  ,", "%3B": "  ;",
    "%0A": "   ", "%0D": "   ", "%5B": "  [", "%5D": "  ]",
    "%7B": "  {", "%7D": "  }", "%28": "  (", "%29": "  )", "%3F": "  ?", "%2B": "  +",
    "%252B": "    +", "%253D": "    =", "%2526": "    &", "%253A": "    :", "%2520": "     ",
    "\\n": "  ", "\\r": "  ", "\\t": " \t",
    "\\u0026": "     &", "\\u003d": "     =", "\\u003D": "     =", "\\u0022": '     "',
}  # fmt: skip
_ESCAPE = re.compile(b"|".join(re.escape(escape.encode()) for escape in _ESCAPES), re.IGNORECASE)
_PLAIN = {
    spelled.encode(): plain.encode() for escape, plain in _ESCAPES.items() for spelled in (escape, escape.lower())
}


def as_bytes(text: str) -> bytes:
    """One byte for each character, whatever the character: accents are dropped, Cyrillic is transliterated, digits,
    dashes, spaces and quotes of other scripts become their plain fellows, and what separates words inside escaped text
    (`%3D`, `\\n`) becomes itself, padded. So a pattern needs to know only plain ASCII."""
    folded = text.encode("ascii") if text.isascii() else text.encode("latin-1", "redshank.fold").translate(_LATIN)
    if b"%" in folded or b"\\" in folded:
        return _ESCAPE.sub(lambda match: _PLAIN.get(match[0], match[0]), folded)
    return folded


def unsplit(text: str, item: Found) -> Found:
    """What begins at a sign that was written as an escape (`%2B` for the plus of a number) begins with the escape."""
    for lead in ("%252", "%2"):
        if text.endswith(lead, 0, item.start) and text[item.start : item.start + 1] in ("B", "b"):
            return item._replace(start=item.start - len(lead))
    return item


def before(text: bytes, start: int, size: int = 40) -> bytes:
    """Up to `size` bytes in front of a place, from the same string (and its key), in lower case."""
    window = text[max(0, start - size) : start]
    cut = window.rfind(LEAF_END)
    return window[cut + 1 :].lower()


def after(text: bytes, end: int, size: int = 24) -> bytes:
    """Up to `size` bytes behind a place, from the same string, in lower case."""
    window = text[end : end + size]
    cut = window.find(LEAF_END)
    return (window if cut < 0 else window[:cut]).lower()


def leaf_end(text: bytes, start: int, size: int) -> int:
    """Where the string ends in which `start` is, or `size` bytes on if that is nearer."""
    limit = min(start + size, len(text))
    end = text.find(LEAF_END, start, limit)
    return limit if end < 0 else end
