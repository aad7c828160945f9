"""What people call secrets in a sentence, and which words of it may be one, given how it is called."""

import re

from processor.redact.detector import pattern, window
from processor.redact.values import could_be_secret, looks_random, mixes_sorts

PASSWORD = (
    rb"pass(?:word|wd|phrase|code)s?|passwort|kennwort|contrasena|clave|mot de passe|\bmdp|senha|wachtwoord|hasl[oa]|"
    rb"parola|losenord|"
    rb"adgangskode|salasana|heslo|jelszo|sifre\w{0,4}|parolj?|losenordet|passwd|pass|credentials?|pwd|login|"
    rb"(?:store|key|auth|priv|admin|user|db|root|truststore|keystore|signing)_?password|"
    rb"pw|wi-?fi[ -](?:code|key)|kata sandi|mat khau|security answer|"
    rb"(?:old|previous|new|current|other|last|alte|neue|ancien|nouveau) (?:one|pw)"
)
TOKEN = (
    rb"(?:api|access|secret|private|license|licence|auth|signing|encryption|master|admin|server|service|webhook|"
    rb"shared|hmac|"
    rb"storage|subscription|deploy)[ _-]?keys?|(?:(?:de|en)crypt\w*|sign\w*|hmac) (?:\w+ ){0,3}key|"
    rb"(?:\w+[ _-])?tokens?|secrets?|bearer|"
    rb"(?-i:PAT)|jwt|session(?:[ _-]?(?:id|key))?|sid|(?:auth|session)[ _-]cookie|"
    rb"(?:auth(?:orization)?|oauth|grant|device)[ _]code|"
    rb"(?:recovery|backup)[ _-]codes?"
)
CODE = (
    rb"otp|pin|totp|(?:verification|security|one[- ]time|auth(?:entication)?|confirmation|2fa|mfa|sms|login|access)[ "
    rb"-](?:code|pin|passcode)|tan|code de verification|bestatigungscode|codigo"
)
IS_CODE = pattern(rb"(?i)^(?:" + CODE + rb")\b")
IS_PASSWORD = pattern(rb"(?i)^(?:" + PASSWORD + rb")\b")
ORDINARY = pattern(
    rb"(?i)^(?:v?\d+(?:\.\d+)+\w*|\d{4}-\d{2}-\d{2}.*|\d{1,2}:\d{2}.*|[\w.-]+\(.*|.*=.*|.*://.*|[\w.+-]+@[\w-]+\.[\w.-]+|[\w.+-]{3,}@[\w.-]+|/.*|"
    rb"#\d+|\d+(?:s|ms|st|nd|rd|th|x|%|kb|mb|px)|"
    rb"[a-z]+-?\d{1,2}|[A-Z]+[-_]?\d{1,4}|\w+_id|user\w*\d*|[\w./<>-]+(?::\d+)+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-.*|<.*|"
    rb"\(.*|\{.*|\[.*|.*[\\/()\[\]{}].*|.*::.*)$"
)
_SAYS_PASSWORD = window(
    rb"(?i)^(?:password|passwort|kennwort|passphrase|contrasena|mot de passe|wachtwoord|senha|haslo|losenord)\b"
)
"""Means nothing else, as "pass" and "login" do."""
_IS_KEY = window(
    rb"(?i)^(?:(?:api|secret|access)[ _-]?key|(?:api|access|refresh|session|auth)[ _-]?token|session[ _-]?id)\b"
)
_UUID = window(rb"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")
"""An id nearly everywhere else; Heroku's keys, tokens of Keycloak, and those of many smaller services, are such."""
_RESOURCE = window(rb"^[a-z]+(?:-[a-z]+)+-?v?\d{0,3}$")
"""`secret \"db-credentials-v2\" not found`: Kubernetes names things so."""
_BASE64 = re.compile(r"^[A-Za-z0-9+/]{24,}={0,2}$")
_FOLDER = re.compile(r"(?:^|/)(?:[a-z]+|[A-Z][a-z]+)(?:/|$)")


def is_base64(value: str) -> bool:
    """Not a path, though it may have a slash."""
    return _BASE64.search(value) is not None and _FOLDER.search(value) is None and mixes_sorts(value)


def looks_told(value: str, noun: bytes, by_verb: bool) -> bool:
    if IS_CODE.search(noun):
        return value.isdigit() and 4 <= len(value) <= 8
    if not could_be_secret(value):
        return False
    if _IS_KEY.search(noun) and _UUID.search(value.encode("latin-1")):
        return True
    if noun[:3].lower() == b"sid" and not looks_random(value):
        return False
    ordinary = ORDINARY.search(value.encode("latin-1")) is not None and not is_base64(value)
    if IS_PASSWORD.search(noun):
        digits = 1 if by_verb or _SAYS_PASSWORD.search(noun) else 2
        return len(value) >= 6 and (not ordinary or named_like_password(value, digits))
    if _RESOURCE.search(value.encode("latin-1")):
        return False
    return len(value) >= 10 and not value.isdigit() and not ordinary and any(c.isdigit() for c in value)


_SPELLED_WITH_DIGITS = re.compile(r"^[A-Za-z]+(?:\d[A-Za-z]+)+$")


def named_like_password(value: str, digits: int) -> bool:
    """`hunter42` has the form of `worker42`; behind "password" it is one all the same, and so is `m0nk3y42`."""
    word = value.rstrip("0123456789")
    if len(value) - len(word) < digits or word.lower().startswith("user"):
        return False
    return word.rstrip("-_").isalpha() or _SPELLED_WITH_DIGITS.match(word) is not None
