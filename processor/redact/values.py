"""Whether a value that stands where a secret is expected is one, or is a word such as "required" or "expired"."""

import itertools
import re

from processor.redact.vocabulary import word_set

EMPTY = word_set(
    """
    null none nil nan undefined true false yes no empty unset blank missing required optional invalid string str
    int bool bytes object redacted filtered hidden masked n/a na optional[str] self expired include same-origin
    omit
    """
)
"""What stands for "no value here", even behind `password=`."""

_ABROAD = word_set(
    """
    falsch ungultig ungultiges erforderlich benotigt notwendig fehlt fehlend fehlerhaft abgelaufen leer geandert
    vergessen zuruckgesetzt gesperrt unbekannt korrekt richtig muss darf kann nicht ist wurde wird stimmt pflichtfeld
    bitte inkorrekt schwach feld champ campo veld pole es
    invalide incorrecte requis requise obligatoire manquant manquante expire expiree oublie oubliee vide errone erronee
    inconnu inconnue doit est non pas trop veuillez reinitialise modifie absent absente faible refuse refusee
    incorrecta incorrecto invalida invalido requerida requerido obligatoria obligatorio olvidada expirada expirado
    caducada caducado vacia vacio debe falta faltante erronea erroneo actualizada cambiada restablecida necesaria
    desconocida desconocido debil corta rechazada
    incorreta incorreto obrigatoria obrigatorio vazia vazio deve nao ausente esquecida alterada necessaria errada errado
    fraca curta ausentes
    errata errato valida valido obbligatoria obbligatorio richiesta richiesto scaduta scaduto mancante vuota vuoto
    dimenticata sbagliata sbagliato debole modificata
    nieprawidlowe nieprawidlowy niepoprawne niepoprawny bledne bledny wymagane wymagany wygaslo wygasl puste pusty musi
    jest zmienione brak zapomniane krotkie slabe
    gecersiz hatali gerekli zorunlu yanlis bos unuttum eksik zayif olmali
    onjuist ongeldig vereist verplicht verlopen leeg ontbreekt moet verkeerd vergeten zwak
    ogiltigt ogiltig felaktigt felaktig saknas kravs maste glomt ugyldig ugyldigt forkert pakraevet mangler feil pakrevd
    chybne neplatne spatne povinne chybi prazdne nespravne neplatny
    virheellinen vaaditaan puuttuu vaara hibas ervenytelen kotelezo hianyzik gresita obligatorie
    nevernyi neverno nevernyj obazatelen trebuetsa ustarel pustoi salah wajib
    """
)
"""What validators say of a secret in other languages, as `as_bytes` folds it: `contraseña: requerida`."""

HARMLESS = (
    EMPTY
    | _ABROAD
    | word_set(
        """
    on off valid revoked rejected accepted refused denied failed failure success successful ok okay error
    incorrect wrong correct unknown present absent set not must should is was are be been has have had and or
    the a an in at to for of from with by as if it this that does did do will would could can cannot mismatch
    mismatched matched changed updated reset resetting validation verification verified unverified verifying
    generated generating created creating deleted removed rotated rotating refreshed refreshing stored stale
    malformed provided given supplied needed found secret password token tokens passwd pwd key keys bytearray
    dict list value values field fields input type text user username email basic bearer digest negotiate ntlm
    oauth oauth2 jwt default bcrypt scrypt argon2 argon2id pbkdf2 sha1 sha256 sha384 sha512 md5 hs256 hs384
    hs512 rs256 rs384 rs512 es256 es384 es512 ps256 base64 utf-8 utf8 ascii hex pem tbd todo xxx xxxx
    authentication authorization authenticated unauthorized forbidden login logout signin signup session cookie
    header headers body query param params parameter request response function method class module cls args
    kwargs env environ config settings vault too short long weak strong empty, length minimum maximum characters
    chars ago after before when while because service server client provider manager store storage cache lookup
    inherit fetch exchange refresh access api app unauthenticated anonymous guest disabled enabled active inactive
    pending want wanted got closed open opened started ended timeout timed connection
    """
    )
)
HARMLESS_COOKIES = word_set("theme lang language locale currency timezone tz dark_mode country")
_PLACEHOLDER = re.compile(
    r"^(?:[*•xX.\-_#?]{2,}|\[.{0,40}\]?|<[^=]{0,60}>?|\$\{?\(?\w{0,60}\}?\)?.{0,20}|\{\{?.{0,60}\}?\}?|"
    r"%\(?\w{0,40}\)?s?|:\w{1,40}|\?|&\w{1,40}|@[A-Za-z_]{1,40}|@p\d{1,3}|\*{2,} ?[A-Za-z]{4,20} ?\*{2,}|"
    r"\w{0,6}\*{3,}\w{0,6}|[a-z]{2,4}[-_])$"
)
_TO_BE_FILLED_IN = re.compile(
    r"^(?:your|change[-_]?(?:me|this|it)|replace[-_]?(?:me|this|it|with)|insert|enter|put|example|sample|dummy|fake|"
    r"placeholder)(?:[-_ ](?:api|app|access|client|secret|token|key|password|auth|private|public|account|user|here|id|"
    r"value|in|this|your|me|own|the|real|strong|long|random|org|project|bot|service|db|database|jwt|webhook|signing))+$",
    re.IGNORECASE,
)
"""`your-api-key-here`, `CHANGE_ME_SECRET`: what manuals and templates write."""
_TO_BE_CHANGED = re.compile(r"^(?:change|replace)[-_ ]?me$", re.IGNORECASE)
_CAMEL = re.compile(r"^_*[A-Z]{0,4}[a-z]{2,}(?:[A-Z]{1,4}[a-z]{2,})*[A-Z]{0,2}$")
_DOTTED = re.compile(r"^[A-Za-z_]+(?:\.[A-Za-z_]+)+$")
_WORDS = re.compile(r"^[A-Za-z]{3,12}(?:-[A-Za-z]{3,12}){2,7}(?:-?\d{1,4})?$")
_COLOUR = re.compile(r"^#[0-9a-fA-F]{3,8}$")
_DURATION = re.compile(r"^\d{1,9}\.\d{1,6}(?:[munµ]?s|%)$")
"""`auth: 0.42s` of a table of timings."""
_ADDRESS = re.compile(r"^0x[0-9a-fA-F]{6,16}$")
_TWILIO_ID = re.compile(r"^(?:AC|SM|MM|CA|CF|PN|RE|MG|IS|CH|WA)[0-9a-f]{32}$")
"""`sid=SM…`, `sid` being what Twilio calls the names of accounts, messages and calls."""
_CODE = re.compile(r"^(?:[A-Za-z_][\w.]{0,80}[(\[]|(?:self|this|os|config|settings|env|process|args|options)\.[a-z_])")

_DIGIT, _LETTER, _SIGN = re.compile(r"\d"), re.compile(r"[^\W\d_]"), re.compile(r"[!@#$%^&*+=?~|]")
_UPPER, _LOWER = re.compile(r"[A-ZÀ-ÖØ-Þ]"), re.compile(r"[a-zß-öø-ÿ]")


def is_placeholder(value: str) -> bool:
    """Nothing at all, a marker of an earlier redaction, or a variable that was not filled in."""
    plain = value.strip()
    if not plain or plain.lower() in EMPTY or _PLACEHOLDER.match(value[:100]):
        return True
    return len(plain) <= 64 and (_TO_BE_FILLED_IN.match(plain) is not None or _TO_BE_CHANGED.match(plain) is not None)


def is_word(value: str) -> bool:
    """A word that people write about secrets: "token: expired"."""
    return value.strip(".!?:;,").lower() in HARMLESS


_COMPLAINTS = _ABROAD | word_set(
    "required invalid missing blank expired must cannot incorrect wrong mismatch weak short"
)


def is_complaint(value: str) -> bool:
    """`This field is required.`: what a validator puts where the value was."""
    words = [word.strip(".!?:;,()'").lower() for word in value[:200].split()]
    known = sum(word in HARMLESS for word in words)
    return len(words) > 2 and known * 2 >= len(words) and not _COMPLAINTS.isdisjoint(words)


def could_be_secret(value: str) -> bool:
    """Not a word of ordinary language: has digits and letters, or signs, or both cases in the middle."""
    if len(value) < 4 or is_placeholder(value) or is_word(value) or " " in value:
        return False
    if _DURATION.match(value) or _DOTTED.match(value) or _COLOUR.match(value) or _ADDRESS.match(value):
        return False
    has_digit, has_letter = _DIGIT.search(value) is not None, _LETTER.search(value) is not None
    has_sign = _SIGN.search(value) is not None
    mixed = (
        has_letter
        and not _CAMEL.match(value)
        and _UPPER.search(value, 1) is not None
        and _LOWER.search(value) is not None
    )
    return (has_digit and has_letter) or has_sign or (mixed and len(value) >= 8) or (has_digit and len(value) >= 6)


def mixes_sorts(value: str) -> bool:
    """Letters with digits, as passwords have them, and more than an id would have."""
    digits = sum(map(str.isdigit, value))
    return (
        0 < digits < len(value)
        and any(map(str.islower, value))
        and (any(map(str.isupper, value)) or not value.isalnum())
    )


def is_passphrase(value: str) -> bool:
    """`walnut-harbor-mango`: at least three words, as generators of passwords string them together."""
    return _WORDS.match(value[:80]) is not None


_PADDED = re.compile(r"^[A-Za-z0-9+/]{22,}={1,2}$")
"""Base64 to its end, which may have slashes and is no path."""


def looks_random(value: str) -> bool:
    """Long, of one piece, letters and digits mixed: no word, path, number or sentence."""
    if value.endswith("=") and _PADDED.match(value):
        return True
    if (
        not 16 <= len(value) <= 4096
        or _TWILIO_ID.match(value)
        or any(character in " /\\:,()<>{}[]" for character in value[:64])
    ):
        return False
    digits = sum(character.isdigit() for character in value[:64])
    letters = sum(character.isalpha() for character in value[:64])
    return letters >= 4 and (digits >= 2 or (_changes_case(value[:64]) and (digits == 1 or "." not in value)))


def _changes_case(value: str) -> bool:
    """As often as drawn letters do: at half of all places, where `getUserSettings2FromServer` does at a third."""
    changes = sum(one.isupper() != other.isupper() for one, other in itertools.pairwise(value))
    return len(value) >= 20 and changes * 5 >= len(value) * 2


def is_code(value: str) -> bool:
    """An expression instead of a value: `get_password()`, `os.environ["X"]`."""
    return _CODE.match(value) is not None
