"""Codes that are good once, in the sentences that bring them, and the digits on the back of a card.

"493021 is your Acme code", "Votre code de confirmation : 493 021", "use 493-021 to sign in", "CVV 481".
"""

from collections.abc import Iterable

from processor.redact.buffer import Found, after, leaf_end
from processor.redact.detector import Detector, pattern, window
from processor.redact.recognizers.postal import is_postal_code

_DIGITS = rb"(?:[A-Z]-)?(?:\d{3}[- ]\d{3}|\d{4,8})"
_YOURS = (
    rb"your|my|the|ihre?|deine?|votre|ton|tu|su|seu|sua|teu|tuo|suo|uw|je|jouw|din|ditt|dit|twoj|panstwa|vas|vash|"
    rb"vasha|sinun|az on"
)
_CODE_WORD = (
    rb"codes?|passcodes?|pin|otp|tan|kod|kode|koden|koodi\w*|koda|kodu\w*|codigo|codice|passwor[dt]|code-nummer|"
    rb"mot de passe|clave|\w{3,20}(?:code|kod|kode)"
)
_NAMES = (
    rb"(?:verification|security|confirmation|one[- ]time|log-?in|sign-?in|access|authentication|authorization|"
    rb"activation|"
    rb"unlock|door|alarm|lockbox|authenticator|"
    rb"2fa|two[- ]factor|2-?step|two-step|pin|mfa|otp|sms|recovery|backup|reset|pairing|temporary|"
    rb"single[- ]use)[ _-](?:pass)?(?:code|pin|word|otp)"
    rb"|code (?:de|d'|d|di|do|du) ?(?:verification|confirmation|securite|validation|connexion|activation|acces)"
    rb"|codice (?:di |d')?(?:verifica|sicurezza|conferma|accesso|attivazione|otp|temporaneo)"
    rb"|codigo (?:de )?(?:verifica\w+|seguridad|seguranca|confirma\w+|acces\w+|ativa\w+|activa\w+)"
    rb"|(?:bestatigungs|sicherheits|verifizierungs|anmelde|zugangs|einmal|freischalt|aktivierungs|login|sms)-?(?:code|passwort|kennwort|pin)"
    rb"|(?:verificatie|beveiligings|toegangs|bevestigings|inlog)-?code"
    rb"|kod (?:dla )?(?:weryfikac\w+|autoryzac\w+|sms|dostepu|podtv\w+|dostupa|vhoda|bezopasnosti)"
    rb"|(?:engangs|bekraftelse\w?|bekreftelses\w?|verifi\w{2,10}|sakerhets|sikkerheds|sikkerhets|inloggnings)-?kode?n?"
    rb"|(?:vahvistus|turva|kirjautumis|kerta)koodi\w*|(?:dogrulama|onay|guvenlik|giris) kodu\w*"
    rb"|(?:overovaci|bezpecnostni|potvrzovaci|verifikacni) kod|(?:potvrdni|verifikacijski|sigurnosni) kod|"
    rb"codul? de (?:verificare|securitate)"
    rb"|code (?:we|i|you|they)(?: \w{1,12}){1,4}"
    rb"|\botp\b|\b(?:m|sms|push|chip|photo|i)?-?tan\b|\bpuk\b|\bpasskey\b|\bm?tan-nummer"
)
_CODE_NAME = (
    rb"(?i)(?:\b(?:" + _NAMES + rb")|\b(?:" + _YOURS + rb") (?:[A-Za-z0-9]{1,16} ){0,2}(?:" + _CODE_WORD + rb"))"
)  # fmt: skip
_NAMED_CODE = _CODE_NAME + rb"\b[^\d\n.;{}\x1d\x1e]{0,24}" + _DIGITS + rb"\b"
_IS_YOURS = rb"(?i)\d (?:is|ist|est|es|e|er|ar|on|jest|to|je|-) (?:l'|il )?(?:" + _YOURS + rb")"
_CODE_IS_YOURS = (
    rb"(?i)\b(?:[A-Z]-)?(?:\d{3}[- ]\d{2}|\d{3,7})" + _IS_YOURS + rb"[^\n.\x1e]{0,48}\b(?:" + _CODE_WORD + rb")\b"
)
_USE_CODE = (
    rb"(?i)\b(?:use|enter|type|using|reply with|gib|geben sie|verwenden? sie|utilisez|saisissez|entrez|usa|use|utiliza|"
    rb"introduce|ingresa|inserisci|digite|gebruik|voer|uzyj|wpisz)\b(?: the| den| le| el| il| o|"
    rb" de)?(?: \w{0,12}(?:code|kod|codigo|codice))? "
    + _DIGITS + rb"\b"
)  # fmt: skip
_CVV_NAME = (
    rb"(?i)(?:\b|_)(?:cvv2?|cvc2?|csc|cvn|card verification(?: value| number| code)?|"
    rb"(?:karten)?pruf(?:ziffer|nummer|code)|"
    rb"sicherheits(?:code|nummer)|codi(?:go|ce) (?:de |di )?(?:seguranca|seguridad|sicurezza)|cryptogramme(?: visuel)?|"
    rb"code de securite|security code|beveiligingscode|kod (?:cvv|bezpieczenstwa|zabezpieczajacy)|"
    rb"(?:sikkerheds|sikkerhets|sakerhets)kode?n?|guvenlik kodu)"
)
_CVV_NAME_ALONE = pattern(_CVV_NAME)
_CVV = _CVV_NAME + rb"\b[^\d\n\x1d\x1e]{0,16}\b\d{3,4}\b"
_IN_LINK = (
    rb"(?i)(?:otp|verif|2fa|mfa|totp|sms|login|confirm)[a-z_-]{0,20}[^\n\"'<>\x1d\x1e]{0,120}[?&](?:code|"
    rb"pin|token|otp)=\d{4,8}\b"
)

_TELLS = pattern(
    rb"(?i)^(?:[\s:=#\"'()\[>*\xa4-]|\xff+|%20|\b(?:is|was|ist|lautet|war|est|es|era|e|to|jest|ar|er|on|je|wynosi|olarak|no|nr|number|"
    rb"sent|provided|received|entered|given|submitted|used|wrong|invalid|incorrect|now|with|of|"
    rb"for [a-z0-9]{2,16})\b){1,8}$"
)
_LAST_DIGITS = window(rb"(?i)" + _DIGITS + rb"$")
_FIRST_DIGITS = window(rb"(?i)^" + _DIGITS)
_QUANTITY = pattern(
    rb"(?i)^ ?(?:ms|s|sec|secs|seconds|min|mins|minutes|hours?|h|days?|attempts?|times|char\w*|digits?|users?|%|"
    rb"bytes|[.:/-]\d|,\d{3})\b"
)
_SIGNS_IN = pattern(
    rb"(?i)code|log|sign|verif|confirm|anmeld|bestatig|account|connect|acced|inici|acces|inlog|zalog|registr|activ"
)


def _check_named(text: bytes, start: int, end: int) -> Iterable[Found]:
    """What stands between the name and the digits may only lead from one to the other."""
    digits = _LAST_DIGITS.search(text[max(start, end - 12) : end])
    if digits is None:
        return ()
    begin = end - len(digits.group())
    gap = max((match_end for match_end in _name_ends(text[start:begin])), default=-1)
    if gap < 0 or not _leads(text[start + gap : begin]) or _QUANTITY.search(after(text, end, 12)):
        return ()
    return () if is_postal_code(text, begin, end) else (Found(begin, end, "secret.code"), *_compared(text, end))


_COMPARED = window(
    rb"(?i)^[\"'),;]{0,2} ?(?:but )?(?:expected|got|actual|wanted|want|received|vs\.?|!=|instead of)[ :=]{1,3}[\"']?"
    rb"(\d{4,8})\b"
)


def _compared(text: bytes, end: int) -> Iterable[Found]:
    """`code=118673 expected=168342`: the other one."""
    other = _COMPARED.search(text[end : leaf_end(text, end, 40)])
    return (Found(end + other.start(1), end + other.end(1), "secret.code"),) if other else ()


_NAME_END = pattern(rb"(?i)(" + _NAMES + rb"|" + _CODE_WORD + rb")(?:[^A-Za-z]|$)")


def _name_ends(head: bytes) -> list[int]:
    return [match.end(1) for match in _NAME_END.finditer(head)]


_OF_SOMEBODY = window(rb"(?i)\bfor (?:the )?(?:user|account|customer|member|client|id|order|login)[ :=#]{0,3}$")


def _leads(gap: bytes) -> bool:
    """Not `reset password for user 669267`: his id."""
    return _TELLS.search(gap) is not None and _OF_SOMEBODY.search(gap) is None


def _check_first(text: bytes, start: int, end: int) -> Iterable[Found]:
    digits = _FIRST_DIGITS.search(text[start : start + 12])
    if digits is None or text[start - 1 : start] in (b".", b"-", b"/", b"#", b":", b"$", b"+"):
        return ()
    return (Found(start, start + digits.end(), "secret.code"),)


def _check_use(text: bytes, start: int, end: int) -> Iterable[Found]:
    digits = _LAST_DIGITS.search(text[max(start, end - 12) : end])
    behind = text[end : leaf_end(text, end, 56)].split(b"\n")[0]
    if digits is None or _QUANTITY.search(behind[:12]):
        return ()
    says = _SIGNS_IN.search(behind) or _NAME_END.search(text[start : end - len(digits.group())])
    return (Found(end - len(digits.group()), end, "secret.code"),) if says else ()


def _check_cvv(text: bytes, start: int, end: int) -> Iterable[Found]:
    begin = end
    while text[begin - 1 : begin].isdigit():
        begin -= 1
    name = _CVV_NAME_ALONE.search(text[start:begin])
    gap = text[start + (name.end() if name else 0) : begin]
    goes_on = text[end : end + 1] in (b"-", b".") and text[end + 1 : end + 2].isalnum()
    if _QUANTITY.search(after(text, end, 12)) or (gap.strip() and not _leads(gap)) or goes_on:
        return ()
    return (Found(begin, end, "secret.cvv"),)


def _check_link(text: bytes, start: int, end: int) -> Iterable[Found]:
    return (Found(text.rfind(b"=", start, end) + 1, end, "secret.code"),)


_WHOSE = rb"(?:phone|mobile|msisdn|e-?mail|recipient|sms to)(?:_?(?:number|address))?"
_CODE_GIVEN = rb"code[\"']?(?:= ?[\"']?\d{5,8}|: ?[\"']?\d{6})\b"
"""Behind a colon, as in JSON, a number of five digits is an error's."""
_CODE_PAIR = (
    rb"(?i)\b" + _CODE_GIVEN + rb"[\"']?[,&;] ?[\"']?" + _WHOSE + rb"[\"']?[=:]|"
    rb"\b" + _WHOSE + rb"[\"']?[=:] ?[\"']?[^\"',&;\n\x1d\x1e]{5,48}[\"']?[,&; ] ?[\"']?" + _CODE_GIVEN
)  # fmt: skip
_PAIR_DIGITS = pattern(rb"(?i)code[\"']?[=:] ?[\"']?(\d{5,8})")
_CODE_SENT = (
    rb"(?i)\bcode(?:: ?|=| )\d{4,8} (?:(?:was|has been|successfully) ){0,2}(?:sent|texted|e?-?mailed|"
    rb"delivered) (?:to|via)\b|"
    rb"\bcode:? \d{6}[,.]? (?:is )?(?:only )?(?:valid|expires|good) (?:for |in |until |\d)|"
    rb"\b(?:entered|submitted|typed|wrong|incorrect|expired|used)[ _]code[:=]? ?\d{6}\b"
)
_SENT_DIGITS = window(rb"\d{4,8}")


def _check_pair(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`code=249474, phone=…`: what was sent, and to whom."""
    digits = _PAIR_DIGITS.search(text[start:end])
    return (Found(start + digits.start(1), start + digits.end(1), "secret.code"),) if digits else ()


def _check_sent(text: bytes, start: int, end: int) -> Iterable[Found]:
    digits = _SENT_DIGITS.search(text[start:end])
    return (Found(start + digits.start(), start + digits.end(), "secret.code"),) if digits else ()


DETECTORS = (
    Detector(_CODE_SENT, _check_sent),
    Detector(_CODE_PAIR, _check_pair, gate=rb"(?i)\bcode[\"']?[=:] ?[\"']?\d{5}"),
    Detector(_NAMED_CODE, _check_named, gate=_CODE_NAME + rb"\b"),
    Detector(_CODE_IS_YOURS, _check_first, gate=_IS_YOURS),
    Detector(_USE_CODE, _check_use),
    Detector(_CVV, _check_cvv, gate=_CVV_NAME + rb"\b"),
    Detector(_IN_LINK, _check_link, gate=rb"(?i)[?&](?:code|pin|token|otp)=\d{4}"),
)
