"""Which field names promise a secret: `DB_PASSWORD`, `apiKey`, `x-auth-token`, but not `token_count` or `author`.

Names are read word by word (camel case, snakes, dashes, dots), never by substring: `monkey` has no `key` in it.
"""

import re
from enum import IntEnum
from functools import lru_cache

from processor.redact.buffer import as_bytes
from processor.redact.vocabulary import word_set


class Secrecy(IntEnum):
    """How sure a name is that its value is a secret."""

    NONE = 0
    RANDOM = 1
    """Only when the value is long and looks drawn by lot: `key`, `sig`, `code`, `sid`."""
    LIKELY = 2
    """Only when the value could be a secret at all: `token`, `auth`, `session`, `pass`."""
    CERTAIN = 3


_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
MAX_NAME = 128

_CERTAIN = word_set(
    """
    password passwords passwd passphrase passcode passwort kennwort contrasena contrasenya motdepasse senha wachtwoord
    parola haslo losenord adgangskode salasana heslo jelszo parol parolj sifre pwd pword passwrd pswd userpass
    userpassword dbpassword mysqlpwd pgpassword dbpass rootpw secret secrets secretkey clientsecret appsecret
    sharedsecret apikey apikeys apisecret apitoken accesskey accesstoken authtoken refreshtoken idtoken
    bearertoken privatekey signingkey encryptionkey credential credentials creds authorization bearer csrf xsrf
    csrftoken csrfmiddlewaretoken xsrftoken jwt cvv cvv2 cvc cvc2 csc pin otp totp mfa sessionid jsessionid
    phpsessid aspsessionid sessid sessiontoken sessionkey authkey passkey masterkey geheimnis htpasswd
    sessionsecret psk userpassword storepass keypass srcstorepass deststorepass cvn verificationvalue psw bindpw
    puk aspxauth sandi katasandi matkhau khau sifreniz sifresi sifrem parolaniz parolasi parolam samlresponse
    samlrequest zugriffsschlussel zugangsschlussel sicherheitsschlussel netzwerkschlussel
    """
)
_LIKELY = word_set(
    """
    token tokens auth session sess pass passe mdp clave tan xauth cookie cookies authn apitokens pw
    """
)
_RANDOM = word_set("key sig signature code sid nonce assertion ticket hmac appid pat crumb")
"""Only as the whole name, but for signatures and personal access tokens."""
_DRAWN = (("consumer", "key"), ("code", "verifier"), ("routing", "key"), ("integration", "key"), ("device", "code"))
"""Only when drawn by lot: queues and consumers have names under these, too."""
_BEFORE_KEY = word_set(
    """
    api access private secret auth encryption signing session license account shared master ssh deploy service
    storage app application functions
    stripe sendgrid mailgun twilio openai anthropic gpg pgp ssl tls aes hmac crypto
    decryption preshared jwt webhook ingest project write admin root instrumentation subscription client
    """
)
_BEFORE_CODE = word_set(
    "auth security access verification otp recovery backup mfa tfa sms pin pass authorization factor activation unlock "
    "door alarm lockbox login signin"
)
_BEFORE_PASS = word_set("smtp db mail ftp sftp redis admin root user ldap imap mysql pg become sudo vault wifi ssh svc")
_PHRASES = (
    "backup codes", "recovery codes", "session id", "pass phrase", "pass word", "pass wd", "pass code", "set cookie",
    "mot de passe", "one time code", "seed phrase", "mnemonic phrase", "connect sid", "security answer", "magic link",
    "sas url", "x auth", "honeycomb team", "card code", "security number",
)  # fmt: skip
_SEQUENCES: frozenset[tuple[str, ...]] = frozenset((
    *((word, "key") for word in sorted(_BEFORE_KEY)),
    *((word, "code") for word in sorted(_BEFORE_CODE)),
    *((word, "schlussel") for word in ("api", "wlan", "wifi", "ssh", "geheimer", "privater")),
    *((word, "pass") for word in sorted(_BEFORE_PASS)),
    *(tuple(phrase.split()) for phrase in _PHRASES),
))  # fmt: skip
"""Words that promise a secret only together."""
_HARMLESS_AFTER = word_set(
    """
    count counts counter length len size type types kind limit limits policy expiry expires expired expiration
    expire expiring at on date time timeout ttl duration age enabled disabled required valid invalid validity
    status state name names field fields label url uri urls endpoint path paths file filename version index idx
    position usage used budget cost price per rate error errors strategy provider method methods mode backend
    class view form model manager service handler factory template rules rule requirements attempts retries
    strength score hint prompt updated changed created algorithm alg algo hasher encoder store storage source format
    pattern regex column table id ids uuid arn ref reference scope scopes issuer audience domain realm flow
    exception exceptions failure middleware placeholder message msg title text description min max minimum
    maximum level header headers prefix suffix present set exists missing needed seconds minutes hours days ms
    sec usd user username email host port address server context config settings options param params parser
    validator generator guard check checks verify verified verification confirmed success ok result module
    location region interval year month day last4 brand bits rotation rotated entropy is visible shown hidden
    autocomplete reuse history lock locked cache app mechanism screen page button input element link selector
    xpath stream logprobs ratio window lifetime vocab vocabulary embedding embeddings positions num origin
    httponly samesite secure engine color colour total sum avg mean percent change reset checked tried tested
    """
)
_NEUTRAL_AFTER = frozenset(("value", "string", "str", "text", "raw", "plain"))
_DIRECTORIES = ("PWD", "OLDPWD")
"""Variables of a shell that are no password."""
_HARMLESS_BEFORE = word_set(
    """
    has is use uses using max min num n total count show hide prompt completion input output cached reasoning
    forgot require requires needs allow allows enable disable skip no without supports audio image text context
    eos bos pad unk mask sep cls stop special end start next vocab sub public primary foreign cancellation
    continuation page pagination sync breakpoint lexer parser symbol
    """
)
"""`has_password`, `max_tokens`, `next_token` (a page's), `cancellationToken`; they excuse only `_LIKELY` words and "
    "flags."""
_FLAGS = word_set(
    """
    has is use uses using max min num n total count show hide forgot require requires needs allow allows enable
    disable skip no without supports public
    """
)  # fmt: skip


_OF_DATA = _HARMLESS_BEFORE | word_set(
    "cache sort partition redis object idempotency dedup lookup hash group index unique row range registry sequence "
    "queue routing shard bucket file i18n translation message locale feature flag event lock record entity"
)
"""What has a key that is no secret."""
_SECRETS_OF_ITS_KIND = word_set(
    "key access base code word answer phrase token pass data hash hex bytes payload material"
)
"""What is a secret itself when "secret" stands before it."""


def words(name: str) -> tuple[str, ...]:
    """`dbPassword_2` -> (db, password, 2)."""
    plain = as_bytes(name[-MAX_NAME:]).decode("latin-1")
    return tuple(word.lower() for word in _WORD.findall(plain))


@lru_cache(maxsize=16384)
def secrecy(name: str) -> Secrecy:
    """What a field's name says about its value."""
    parts = words(name)
    if not parts:
        return Secrecy.NONE
    if name in _DIRECTORIES:
        return Secrecy.NONE
    if "".join(parts) in _CERTAIN:
        return Secrecy.CERTAIN  # `verification_value`, whose last word says nothing elsewhere
    if parts == ("secret", "id") or parts[-2:] in _DRAWN:
        return Secrecy.RANDOM  # Vault draws it by lot; elsewhere it is the name of a secret, or of a consumer
    while len(parts) > 1 and (parts[-1].isdigit() or parts[-1] in _NEUTRAL_AFTER):
        parts = parts[:-1]
    if (
        len(parts) > 1
        and not _HARMLESS_AFTER.isdisjoint((parts[-1], parts[-1].removesuffix("s")))
        and not _is_sequence_end(parts)
    ):
        return Secrecy.NONE
    joined = "".join(parts)
    if joined in _CERTAIN:
        return Secrecy.CERTAIN
    if _FLAGS.intersection(parts[:1]) and len(parts) > 1:
        return Secrecy.NONE
    if any(word in _CERTAIN for word in parts) or _has_sequence(parts):
        return Secrecy.LIKELY if _is_a_secret_something(parts) else Secrecy.CERTAIN
    if any(word in _LIKELY for word in parts):
        harmless = len(parts) > 1 and (_HARMLESS_BEFORE.intersection(parts[:-1]) or parts[-1] not in _LIKELY)
        return Secrecy.NONE if harmless else Secrecy.LIKELY
    if parts[-1] == "key" and len(parts) > 1 and name.isupper() and _OF_DATA.isdisjoint(parts[:-1]):
        return Secrecy.RANDOM  # `MANDRILL_KEY`, a variable of the environment
    return (
        Secrecy.RANDOM
        if parts[-1] in _RANDOM and (len(parts) == 1 or parts[-1] in ("sig", "signature", "pat"))
        else Secrecy.NONE
    )


def _is_a_secret_something(parts: tuple[str, ...]) -> bool:
    """`secret_santa`, `secret_rollout_v2`: where "secret" only says of what kind the rest is."""
    return parts[0] == "secret" and parts[1] not in _SECRETS_OF_ITS_KIND and _CERTAIN.isdisjoint(parts[1:])


def _is_sequence_end(parts: tuple[str, ...]) -> bool:
    return parts[-2:] in _SEQUENCES or parts[-3:] in _SEQUENCES


def _has_sequence(parts: tuple[str, ...]) -> bool:
    """Sequences have two words or three."""
    return any(parts[i : i + 2] in _SEQUENCES or parts[i : i + 3] in _SEQUENCES for i in range(len(parts) - 1))


def _contains(parts: tuple[str, ...], sequence: tuple[str, ...]) -> bool:
    size = len(sequence)
    return any(parts[place : place + size] == sequence for place in range(len(parts) - size + 1))


@lru_cache(maxsize=8192)
def names_field(name: str, fields: tuple[str, ...]) -> bool:
    """Whether a name contains one of `fields`, word by word: `customerRef` is in `x-customer-ref-2`."""
    parts = words(name)
    return any(_contains(parts, wanted) for wanted in map(words, fields) if wanted)
